package org.onenet.credentials;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.onenet.credentials.broken.AsksADatabase;

/** This room is plain Java and Nimbus: no server, no database, no chain, no container. */
final class ArchitectureTest {
  private static final ArchRule PLAIN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..",
              "java.sql..",
              "org.web3j..",
              "org.keycloak..",
              "org.onenet.services..",
              "org.onenet.contracts..",
              "org.onenet.identity..",
              "com.sun.net.httpserver..")
          .allowEmptyShould(false);

  @Test
  void nothing_but_plain_java_and_nimbus() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.onenet.credentials");
    PLAIN.check(ours);
  }

  @Test
  void the_rule_bites() {
    JavaClasses broken = new ClassFileImporter().importClasses(AsksADatabase.class);
    assertThrows(AssertionError.class, () -> PLAIN.check(broken));
  }
}
