package org.onenet.portal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.router.Route;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.onenet.portal");

  private static final ArchRule ONE_DOOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.onenet.portal.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  @Test
  void only_the_api_package_speaks_http() {
    ONE_DOOR.check(OURS);
  }

  @Test
  void the_rule_bites() {
    JavaClasses broken = new ClassFileImporter().importPackages("org.onenet.portal.broken");
    assertThrows(AssertionError.class, () -> ONE_DOOR.check(broken));
  }

  @Test
  void views_are_package_private() {
    classes().that().areAnnotatedWith(Route.class).should().bePackagePrivate().check(OURS);
  }

  @Test
  void the_other_rooms_are_reached_by_http_only() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.onenet.services..", "org.onenet.credentials..", "org.onenet.contracts..")
        .check(OURS);
  }
}
