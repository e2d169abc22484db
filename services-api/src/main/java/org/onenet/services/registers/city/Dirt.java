package org.onenet.services.registers.city;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * The usual dirt of registers. {@link #RULES} says what, where and how often; each piece goes on
 * the list of flaws with what would be right. A value is spoilt once at most.
 */
final class Dirt {
  /**
   * @param rate of the values there are, a share of one
   */
  record Rule(Flaw.Kind kind, CityTable table, String column, double rate) {}

  static final List<Rule> RULES =
      List.of(
          new Rule(Flaw.Kind.TYPO, CityTable.PERSON, "full_name", 0.003),
          new Rule(Flaw.Kind.TYPO, CityTable.PERSON, "address", 0.010),
          new Rule(Flaw.Kind.TYPO, CityTable.LEASE, "landlord_name", 0.010),
          new Rule(Flaw.Kind.TYPO, CityTable.HOME_OWNER, "owner_name", 0.010),
          new Rule(Flaw.Kind.TYPO, CityTable.HOME_OWNER, "address", 0.010),
          new Rule(Flaw.Kind.TYPO, CityTable.DEGREE, "holder_name", 0.010),
          new Rule(Flaw.Kind.DUPLICATE, CityTable.PERSON, "phone", 0.005),
          new Rule(Flaw.Kind.DUPLICATE, CityTable.DEGREE, "holder_name", 0.005),
          new Rule(Flaw.Kind.STALE, CityTable.PERSON, "address", 0.020),
          new Rule(Flaw.Kind.STALE, CityTable.MARRIAGE, "state", 0.010),
          new Rule(Flaw.Kind.MISSING, CityTable.PERSON, "phone", 0.020),
          new Rule(Flaw.Kind.MISSING, CityTable.EMPLOYMENT, "occupation", 0.030),
          new Rule(Flaw.Kind.MISSING, CityTable.EMPLOYMENT, "employer_credit_code", 0.020),
          new Rule(Flaw.Kind.MISSING, CityTable.HOME_OWNER, "area", 0.020),
          new Rule(Flaw.Kind.MISSING, CityTable.CARE, "valid_until", 0.030),
          new Rule(Flaw.Kind.FORMAT, CityTable.PERSON, "phone", 0.010),
          new Rule(Flaw.Kind.FORMAT, CityTable.EMPLOYMENT, "employed_since", 0.015),
          new Rule(Flaw.Kind.FORMAT, CityTable.FIRM, "founded_on", 0.020),
          new Rule(Flaw.Kind.FORMAT, CityTable.DEGREE, "awarded_on", 0.020),
          new Rule(Flaw.Kind.DISAGREEMENT, CityTable.EMPLOYMENT, "employer", 0.015),
          new Rule(Flaw.Kind.DISAGREEMENT, CityTable.EMPLOYMENT, "employer_credit_code", 0.005),
          new Rule(Flaw.Kind.DISAGREEMENT, CityTable.LEASE, "district", 0.008));

  private static final Map<String, String> ALIKE =
      Map.ofEntries(
          Map.entry("娜", "那"),
          Map.entry("芳", "方"),
          Map.entry("静", "净"),
          Map.entry("伟", "卫"),
          Map.entry("张", "章"),
          Map.entry("陈", "程"),
          Map.entry("萧", "肖"),
          Map.entry("傅", "付"),
          Map.entry("丽", "莉"),
          Map.entry("磊", "垒"),
          Map.entry("辉", "晖"),
          Map.entry("洋", "阳"));

  private final Random random;
  private final int number;
  private final int size;
  private final List<Flaw> flaws = new ArrayList<>();

  Dirt(Random random, int number, int size) {
    this.random = random;
    this.number = number;
    this.size = size;
  }

  Neighbourhood on(List<Row> clean) {
    List<Row> rows = new ArrayList<>();
    for (Row row : clean) {
      Row spoilt = row;
      List<Row> twice = new ArrayList<>();
      for (Rule rule : RULES) {
        if (rule.table() != row.table()) continue;
        boolean isNow = random.nextDouble() < rule.rate();
        String right = row.get(rule.column());
        if (!isNow || right == null || !right.equals(spoilt.get(rule.column()))) continue;
        String wrong = wrong(rule, right);
        if (right.equals(wrong)) continue;
        flaws.add(new Flaw(rule.kind(), row.table(), row.key(), rule.column(), right, wrong));
        if (rule.kind() == Flaw.Kind.DUPLICATE) twice.add(again(row, rule.column(), wrong));
        else spoilt = spoilt.with(rule.column(), wrong);
      }
      rows.addAll(twice);
      rows.add(spoilt);
    }
    return new Neighbourhood(number, List.copyOf(rows), List.copyOf(flaws));
  }

  /** The second entry of a person is the older one. */
  private Row again(Row row, String column, String wrong) {
    Row again = row.with(column, wrong);
    if (row.table() != CityTable.PERSON) return again;
    LocalDate before = LocalDate.parse(row.get("recorded_on")).minusDays(30 + random.nextInt(900));
    return again.with("recorded_on", before.toString());
  }

  private String wrong(Rule rule, String right) {
    return switch (rule.kind()) {
      case MISSING -> null;
      case TYPO -> rule.column().equals("address") ? slipOfAddress(right) : slipOfName(right);
      case DUPLICATE -> rule.column().equals("phone") ? otherPhone() : slipOfName(right);
      case STALE ->
          rule.column().equals("address")
              ? formerAddress()
              : right.equals("married") ? right : "married";
      case FORMAT ->
          rule.column().equals("phone") ? otherFormOfPhone(right) : otherFormOfDay(right);
      case DISAGREEMENT ->
          switch (rule.column()) {
            case "employer" -> right.replace("有限公司", "");
            case "district" -> Words.DISTRICTS[(List.of(Words.DISTRICTS).indexOf(right) + 1) % 4];
            default -> swapped(right);
          };
    };
  }

  private static String slipOfName(String name) {
    for (Map.Entry<String, String> alike :
        ALIKE.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
      if (name.contains(alike.getKey())) return name.replace(alike.getKey(), alike.getValue());
    }
    return name.charAt(0) + " " + name.substring(1);
  }

  private String slipOfAddress(String address) {
    List<UnaryOperator<String>> slips =
        List.of(
            text -> text.replace("室", ""),
            text -> text.replace("号", "號"),
            text -> text.replace("1", "１").replace("2", "２").replace("0", "０") + " ",
            text -> text.replaceFirst("号", "号楼"));
    return slips.get(random.nextInt(slips.size())).apply(address);
  }

  /** One of the homes that nobody in the neighbourhood lives in now. */
  private String formerAddress() {
    return Words.home(Settlement.firstHome(number, size) + size + random.nextInt(size)).address();
  }

  private String otherPhone() {
    return "1" + (30 + random.nextInt(70)) + "%08d".formatted(random.nextInt(100_000_000));
  }

  private String otherFormOfPhone(String phone) {
    return switch (random.nextInt(3)) {
      case 0 -> phone.substring(0, 3) + "-" + phone.substring(3, 7) + "-" + phone.substring(7);
      case 1 -> "+86 " + phone;
      default -> phone.substring(0, 3) + " " + phone.substring(3, 7) + " " + phone.substring(7);
    };
  }

  private String otherFormOfDay(String day) {
    LocalDate date = LocalDate.parse(day);
    return switch (random.nextInt(3)) {
      case 0 -> "%d/%d/%d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
      case 1 -> "%d年%d月%d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
      default -> day.replace("-", "");
    };
  }

  /** Two digits of the organisation's code in each other's place. */
  private static String swapped(String code) {
    for (int i = 15; i > 8; i--) {
      if (code.charAt(i) != code.charAt(i - 1)) {
        return code.substring(0, i - 1)
            + code.charAt(i)
            + code.charAt(i - 1)
            + code.substring(i + 1);
      }
    }
    return code;
  }
}
