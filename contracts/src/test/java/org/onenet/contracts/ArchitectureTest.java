package org.onenet.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.onenet.contracts");
  private static final JavaClasses BROKEN =
      new ClassFileImporter().importPackages("org.onenet.contracts.broken");

  private static final DescribedPredicate<JavaClass> NOT_THE_WRAPPER =
      DescribedPredicate.describe(
          "outside the generated wrapper", c -> !c.getPackageName().endsWith(".wrapper"));

  private static final ArchRule NO_WEB3J_IN_PUBLIC =
      ArchRuleDefinition.methods()
          .that()
          .areDeclaredInClassesThat(NOT_THE_WRAPPER)
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .areTopLevelClasses()
          .and()
          .arePublic()
          .should(notMentionWeb3j());

  private static final ArchRule NO_VAGUE_NAMES =
      noClasses()
          .that(NOT_THE_WRAPPER)
          .should()
          .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Dto|Service)$");

  private static final ArchRule ONLY_CREDENTIALS_OF_OURS =
      classes()
          .that()
          .resideInAPackage("org.onenet..")
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe(
                  "are of contracts, credentials, or not ours",
                  (JavaClass c) ->
                      !c.getPackageName().startsWith("org.onenet")
                          || c.getPackageName().startsWith("org.onenet.contracts")
                          || c.getPackageName().startsWith("org.onenet.credentials")));

  private static ArchCondition<JavaMethod> notMentionWeb3j() {
    return new ArchCondition<>("not mention Web3j in their signature") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean leaks =
            method.getReturnType().getAllInvolvedRawTypes().stream().anyMatch(this::isWeb3j)
                || method.getRawParameterTypes().stream().anyMatch(this::isWeb3j);
        events.add(new SimpleConditionEvent(method, !leaks, method.getFullName()));
      }

      private boolean isWeb3j(JavaClass type) {
        return type.getPackageName().startsWith("org.web3j")
            || type.getPackageName().endsWith(".wrapper");
      }
    };
  }

  @Test
  void web3j_types_end_in_this_room() {
    NO_WEB3J_IN_PUBLIC.check(OURS);
  }

  @Test
  void names_say_what_a_class_is() {
    NO_VAGUE_NAMES.check(OURS);
  }

  @Test
  void of_our_rooms_only_credentials_is_used() {
    ONLY_CREDENTIALS_OF_OURS.check(OURS);
  }

  @Test
  void the_rule_bites() {
    assertThrows(AssertionError.class, () -> NO_WEB3J_IN_PUBLIC.check(BROKEN));
  }
}
