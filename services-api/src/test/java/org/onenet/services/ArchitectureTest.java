package org.onenet.services;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import org.junit.jupiter.api.Test;
import org.onenet.services.broken.root.KnowsTheWire;

/** The rules of the house, DESIGN.md: a package is a feature, rest and store are its only doors. */
final class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.onenet.services");

  /** Everything but the doors, and but platform, which is what doors are made with. */
  private static final ArchRule ROOTS_KNOW_NEITHER_WIRE_NOR_TABLE =
      noClasses()
          .that()
          .resideOutsideOfPackages("..rest..", "..store..", "org.onenet.services.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "java.sql..", "javax.sql..", "org.jooq..")
          .allowEmptyShould(false);

  private static final ArchRule DOORS_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("..rest..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.onenet.services..store..")
          .allowEmptyShould(false);

  private static final ArchRule FOREIGN_TYPES_STAY_IN_THEIR_ROOMS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.nimbusds..", "org.web3j..", "org.keycloak..")
          .allowEmptyShould(false);

  private static final ArchRule EVERY_DOOR_SAYS_WHO_MAY_PASS =
      methods()
          .that()
          .areAnnotatedWith(GET.class)
          .or()
          .areAnnotatedWith(POST.class)
          .or()
          .areAnnotatedWith(PUT.class)
          .or()
          .areAnnotatedWith(DELETE.class)
          .should()
          .beAnnotatedWith(RolesAllowed.class)
          .orShould()
          .beAnnotatedWith(PermitAll.class)
          .allowEmptyShould(false);

  @Test
  void roots_know_neither_wire_nor_table() {
    ROOTS_KNOW_NEITHER_WIRE_NOR_TABLE.check(OURS);
  }

  @Test
  void doors_do_not_know_each_other() {
    DOORS_DO_NOT_KNOW_EACH_OTHER.check(OURS);
  }

  @Test
  void foreign_types_stay_in_their_rooms() {
    FOREIGN_TYPES_STAY_IN_THEIR_ROOMS.check(OURS);
  }

  @Test
  void every_door_says_who_may_pass() {
    EVERY_DOOR_SAYS_WHO_MAY_PASS.check(OURS);
  }

  @Test
  void features_have_no_cycles() {
    SlicesRuleDefinition.slices()
        .matching("org.onenet.services.(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("..platform.."),
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                "..identifiers.."))
        .allowEmptyShould(false)
        .check(OURS);
  }

  @Test
  void the_rules_bite() {
    JavaClasses broken = new ClassFileImporter().importClasses(KnowsTheWire.class);
    assertThrows(AssertionError.class, () -> ROOTS_KNOW_NEITHER_WIRE_NOR_TABLE.check(broken));
    assertThrows(AssertionError.class, () -> EVERY_DOOR_SAYS_WHO_MAY_PASS.check(broken));
  }
}
