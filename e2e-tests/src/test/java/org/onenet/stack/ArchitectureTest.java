package org.onenet.stack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.onenet.stack.broken.ReachesIntoPortal;

/** The stack starts the wars and knows them by their addresses only; it may judge certificates. */
final class ArchitectureTest {
  private static final ArchRule NO_CODE_OF_OURS_BUT_THE_STARTERS =
      noClasses()
          .that()
          .resideInAPackage("org.onenet.stack..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.onenet.services..",
              "org.onenet.portal..",
              "org.onenet.identity",
              "org.onenet.identity.login..",
              "org.onenet.identity.rest..",
              "org.web3j..",
              "org.keycloak..",
              "com.nimbusds..")
          .allowEmptyShould(false);

  @Test
  void only_the_starters_of_identity_and_contracts_are_used() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.onenet.stack");
    NO_CODE_OF_OURS_BUT_THE_STARTERS.check(ours);
  }

  @Test
  void the_rule_bites() {
    JavaClasses broken = new ClassFileImporter().importClasses(ReachesIntoPortal.class);
    assertThrows(AssertionError.class, () -> NO_CODE_OF_OURS_BUT_THE_STARTERS.check(broken));
  }
}
