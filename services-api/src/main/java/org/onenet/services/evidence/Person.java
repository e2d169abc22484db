package org.onenet.services.evidence;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One person as the population register holds them.
 *
 * @param tenure owner, tenant or family: how the person lives at the address
 * @param state resident, moved-away or deceased
 * @param residentSince first day of residence in the city
 */
public record Person(
    String citizenNumber,
    String fullName,
    String fullNameLatin,
    String sex,
    LocalDate birthDate,
    String ethnicity,
    String address,
    String district,
    LocalDate residentSince,
    String phone,
    String employer,
    String tenure,
    String state) {

  /** The register's provider id and the names under which forms ask for its items. */
  public static final String PROVIDER = "population-register";

  /** The items by the names that {@code prefillFrom} uses; what is not known is left out. */
  public Map<String, String> items() {
    Map<String, String> items = new LinkedHashMap<>();
    put(items, "fullName", fullName);
    put(items, "fullNameLatin", fullNameLatin);
    put(items, "citizenNumber", citizenNumber);
    put(items, "sex", sex);
    put(items, "birthDate", birthDate);
    put(items, "ethnicity", ethnicity);
    put(items, "address", address);
    put(items, "district", district);
    put(items, "residentSince", residentSince);
    put(items, "phone", phone);
    put(items, "employer", employer);
    put(items, "tenure", tenure);
    return items;
  }

  private static void put(Map<String, String> items, String name, Object value) {
    if (value != null) items.put("population." + name, value.toString());
  }
}
