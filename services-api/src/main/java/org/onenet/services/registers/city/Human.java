package org.onenet.services.registers.city;

import java.time.LocalDate;
import java.time.Period;

/**
 * Somebody of the city.
 *
 * @param place in the household
 * @param state resident, moved-away or deceased
 */
record Human(
    String number,
    String family,
    String name,
    String latin,
    boolean isWoman,
    LocalDate born,
    String ethnicity,
    Place place,
    String phone,
    String state) {
  /** What somebody is in their household. */
  enum Place {
    HEAD(null),
    SPOUSE("spouse"),
    CHILD("parent"),
    PARENT("child"),
    FRIEND("friend");

    private final String headIsTheir;

    Place(String headIsTheir) {
      this.headIsTheir = headIsTheir;
    }

    /** What the head of the household is to them; null for the head. */
    String headIsTheir() {
      return headIsTheir;
    }
  }

  int age() {
    return Period.between(born, Settlement.AS_OF).getYears();
  }

  boolean isAlive() {
    return !state.equals("deceased");
  }

  boolean isResident() {
    return state.equals("resident");
  }

  boolean mayWork() {
    return isResident() && age() >= 18 && age() < pensionAge();
  }

  int pensionAge() {
    return isWoman ? 55 : 60;
  }

  LocalDate birthday(int age) {
    return born.plusYears(age);
  }
}
