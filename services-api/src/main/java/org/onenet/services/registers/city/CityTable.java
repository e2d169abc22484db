package org.onenet.services.registers.city;

import java.util.List;

/** A table of a shipped register; its columns stand as they do in the migration. */
public enum CityTable {
  PERSON(
      "population-register",
      "citizen_number",
      "citizen_number full_name full_name_latin sex birth_date ethnicity address district"
          + " resident_since tenure host_name host_relation phone state recorded_on"),
  EMPLOYMENT(
      "social-insurance-register",
      "citizen_number",
      "citizen_number employer employer_credit_code occupation employed_since"),
  INSURED(
      "social-insurance-register",
      "citizen_number",
      "citizen_number insured_since months insurance_state pension_kind pension_since recorded_on"),
  HOME_OWNER(
      "housing-register",
      "deed_number",
      "deed_number owner_number owner_name address district area owned_since"),
  LEASE(
      "housing-register",
      "contract_number",
      "contract_number tenant_number tenant_name landlord_number landlord_name landlord_phone"
          + " address district lease_from lease_until"),
  PREMISES(
      "housing-register",
      "premises_number",
      "premises_number user_number address district area holding owner_name held_since"),
  FIRM(
      "business-register",
      "credit_code",
      "credit_code firm_name business_scope address district founded_on state owner_number"
          + " owner_name"),
  NAME_RESERVATION(
      "business-register",
      "reservation_number",
      "reservation_number trade_name scope capital employees reserved_until applicant_number"),
  MARRIAGE(
      "civil-affairs-register",
      "certificate_number",
      "certificate_number state married_on wife_number wife_name husband_number husband_name"),
  CARE(
      "civil-affairs-register",
      "certificate_number",
      "certificate_number citizen_number category grade assessed_on valid_until"),
  DEGREE(
      "education-register",
      "degree_number",
      "degree_number citizen_number holder_name title level major institution awarded_on"),
  ENROLMENT(
      "education-register",
      "student_number",
      "student_number citizen_number school level enrolled_on");

  private final String register;
  private final String key;
  private final List<String> columns;

  CityTable(String register, String key, String columns) {
    this.register = register;
    this.key = key;
    this.columns = List.of(columns.split(" "));
  }

  /** The identifier of the register that it belongs to. */
  public String register() {
    return register;
  }

  public List<String> columns() {
    return columns;
  }

  /** The column by which a row is called on the list of flaws. */
  public String key() {
    return key;
  }

  int indexOf(String column) {
    int index = columns.indexOf(column);
    if (index < 0) throw new IllegalArgumentException(this + " has no column " + column);
    return index;
  }
}
