package org.onenet.identity;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of this room, and a room that breaks each of them ({@code org.onenet.identity.broken}).
 */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.onenet.identity");
  private static final JavaClasses BROKEN =
      new ClassFileImporter().importPackages("org.onenet.identity.broken");

  static List<ArchRule> rules() {
    return List.of(
        classes()
            .that()
            .resideInAPackage("org.onenet.identity..")
            .and()
            .arePublic()
            .should(showNoTypeOf("com.nimbusds", "org.keycloak")),
        noClasses()
            .that()
            .resideOutsideOfPackages("..login..", "..rest..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.nimbusds..")),
        noClasses()
            .that()
            .resideInAPackage("org.onenet..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "org.onenet.credentials..",
                    "org.onenet.contracts..",
                    "org.onenet.services..",
                    "org.onenet.portal..")),
        noClasses()
            .that()
            .resideInAPackage("org.onenet..")
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Dto|Service)")
            .orShould()
            .haveSimpleNameStartingWith("Abstract"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_rule_holds(ArchRule rule) {
    rule.check(OURS);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_rule_bites(ArchRule rule) {
    assertThrows(AssertionError.class, () -> rule.check(BROKEN));
  }

  @Test
  void the_root_of_the_room_does_not_know_its_doors() {
    noClasses()
        .that()
        .resideInAPackage("org.onenet.identity")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.onenet.identity.rest..",
                "org.onenet.identity.login..",
                "org.onenet.identity.server..",
                "org.onenet.identity.staff..",
                "jakarta.."))
        .check(OURS);
    SlicesRuleDefinition.slices()
        .matching("org.onenet.identity.(*)..")
        .should()
        .notDependOnEachOther()
        .check(OURS);
  }

  /** What others compile against names none of these packages. */
  private static ArchCondition<JavaClass> showNoTypeOf(String... packages) {
    return new ArchCondition<>("show no type of " + String.join(", ", packages)) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaClass> fields =
            type.getFields().stream()
                .filter(f -> shown(f.getModifiers()))
                .map(JavaField::getRawType);
        Stream<JavaClass> codeUnits =
            type.getCodeUnits().stream()
                .filter(c -> shown(c.getModifiers()))
                .flatMap(ArchitectureTest::signature);
        Stream.concat(fields, codeUnits)
            .filter(t -> Stream.of(packages).anyMatch(p -> t.getPackageName().startsWith(p)))
            .forEach(
                t ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getName() + " shows " + t.getName())));
      }
    };
  }

  private static Stream<JavaClass> signature(JavaCodeUnit unit) {
    return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
  }

  private static boolean shown(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
