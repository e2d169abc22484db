package org.onenet.services.registers.city;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.identifiers.CityRegion;

/**
 * Settles one neighbourhood: households with their homes, then work, learning, marriages and care.
 * All of it agrees; what is wrong in registers comes later, from {@link Dirt}.
 */
final class Settlement {
  static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);
  private static final int SEQUENCES = 5;

  private final int number;
  private final int size;
  private final FirmPlan firms;
  private final Random random;
  private final Set<String> taken = new HashSet<>(DemoCitizens.NUMBERS);
  private final List<Human> people = new ArrayList<>();
  private final List<Human> singles = new ArrayList<>();
  private final List<Household> households = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private int homes;
  private int serial;

  /**
   * @param since when its head came to the city
   * @param owns whether the head owns the home; else it is rented
   */
  private record Household(List<Human> members, Words.Place home, LocalDate since, boolean owns) {
    Human head() {
      return members.getFirst();
    }
  }

  private record Couple(Human wife, Human husband, LocalDate marriedOn) {}

  Settlement(int number, int size, FirmPlan firms, Random random) {
    this.number = number;
    this.size = size;
    this.firms = firms;
    this.random = random;
  }

  List<Row> rows() {
    while (people.size() < size) settle();
    for (Household household : households) {
      household.members().forEach(one -> person(one, household));
      home(household);
    }
    divorces();
    firms();
    people.forEach(this::working);
    people.forEach(this::learning);
    people.forEach(this::care);
    traders();
    return rows;
  }

  /** The first of a neighbourhood are a couple in their own home: the rest may rent from them. */
  private void settle() {
    int kind = households.isEmpty() ? 30 : random.nextInt(100);
    List<Human> members = new ArrayList<>();
    if (kind < 22) {
      members.add(human(Human.Place.HEAD, random.nextBoolean(), bornYearsAgo(20, 90), null));
      singles.add(members.getFirst());
    } else if (kind < 84) {
      boolean withParents = kind >= 72;
      members.addAll(couple(withParents || kind >= 45 ? 52 : 88, kind >= 45));
      if (withParents) members.addAll(parents(members.getFirst()));
    } else if (kind < 92) {
      Human head = human(Human.Place.HEAD, random.nextInt(4) > 0, bornYearsAgo(24, 48), null);
      members.add(head);
      singles.add(head);
      LocalDate born = head.birthday(20).plusDays(random.nextInt(1_500));
      members.add(human(Human.Place.CHILD, random.nextBoolean(), born, head));
    } else {
      members.add(human(Human.Place.HEAD, random.nextBoolean(), bornYearsAgo(20, 35), null));
      members.add(human(Human.Place.FRIEND, random.nextBoolean(), bornYearsAgo(20, 35), null));
      singles.addAll(members);
    }
    boolean owns =
        households.isEmpty() || (random.nextInt(100) < 62 && members.getFirst().age() > 24);
    boolean away = !households.isEmpty() && random.nextInt(100) < 4;
    if (away) members.replaceAll(one -> one.isAlive() ? inState(one, "moved-away") : one);
    if (away)
      singles.removeIf(one -> members.stream().anyMatch(m -> m.number().equals(one.number())));
    people.addAll(members);
    households.add(new Household(List.copyOf(members), newHome(), since(members.getFirst()), owns));
  }

  private List<Human> couple(int oldest, boolean withChildren) {
    boolean headIsWoman = random.nextInt(3) == 0;
    LocalDate born = bornYearsAgo(27, oldest);
    Human head = human(Human.Place.HEAD, headIsWoman, born, null);
    Human spouse =
        human(
            Human.Place.SPOUSE, !headIsWoman, born.plusDays(random.nextInt(2_000) - 1_000L), null);
    if (spouse.age() > 60 && random.nextInt(100) < (spouse.age() > 75 ? 30 : 8)) {
      spouse = inState(spouse, "deceased");
    }
    Human wife = headIsWoman ? head : spouse;
    Human husband = headIsWoman ? spouse : head;
    LocalDate legal = later(wife.birthday(20), husband.birthday(22));
    LocalDate marriedOn = between(legal, earlier(legal.plusYears(9), AS_OF.minusDays(40)));
    marriage(
        new Couple(wife, husband, marriedOn),
        head.isAlive() && spouse.isAlive() ? "married" : "widowed");
    List<Human> members = new ArrayList<>(List.of(head, spouse));
    LocalDate next = marriedOn.plusDays(280 + random.nextInt(1_400));
    int children = withChildren ? 1 + random.nextInt(2) : 0;
    while (children-- > 0 && next.isBefore(AS_OF.minusDays(10))) {
      if (next.isAfter(AS_OF.minusYears(24)) && next.isBefore(wife.birthday(46))) {
        members.add(human(Human.Place.CHILD, random.nextBoolean(), next, husband));
      }
      next = next.plusDays(500 + random.nextInt(1_500));
    }
    return members;
  }

  private List<Human> parents(Human head) {
    boolean both = random.nextBoolean();
    LocalDate born = head.born().minusYears(23 + random.nextInt(8)).minusDays(random.nextInt(300));
    Human mother = human(Human.Place.PARENT, true, born, null);
    if (random.nextInt(100) < 15) mother = inState(mother, "deceased");
    if (!both) return List.of(mother);
    // The head carries the father's family name.
    Human father = human(Human.Place.PARENT, false, born.minusDays(random.nextInt(1_200)), head);
    LocalDate marriedOn =
        between(mother.birthday(20), later(mother.birthday(20), head.born().minusDays(200)));
    if (!marriedOn.isBefore(father.birthday(22))) {
      marriage(new Couple(mother, father, marriedOn), mother.isAlive() ? "married" : "widowed");
    }
    return List.of(mother, father);
  }

  /**
   * @param named after whom the family is called; null for a name of its own
   */
  private Human human(Human.Place place, boolean woman, LocalDate wished, Human named) {
    LocalDate born = wished.isAfter(AS_OF.minusDays(2)) ? AS_OF.minusDays(2) : wished;
    String[] number = freeNumber(born, woman);
    String full;
    String latin;
    String family;
    String ethnicity = random.nextInt(25) == 0 ? Words.pick(random, Words.GROUPS) : "汉族";
    if (named == null && random.nextInt(40) == 0) {
      String[] other = Words.pick(random, Words.OTHER_NAMES);
      while (other[3].equals("female") != woman) other = Words.pick(random, Words.OTHER_NAMES);
      full = other[0];
      latin = other[1];
      ethnicity = other[2];
      family = null;
    } else {
      String[] pair =
          named == null || named.family() == null
              ? Words.pick(random, Words.FAMILY)
              : family(named.family());
      String[] given = Words.pick(random, woman ? Words.WOMEN : Words.MEN);
      family = pair[0];
      full = pair[0] + given[0];
      latin = pair[1].replace('ü', 'u') + " " + given[1];
      if (named != null) ethnicity = named.ethnicity();
    }
    LocalDate birth = LocalDate.parse(number[1]);
    boolean hasPhone = birth.isBefore(AS_OF.minusYears(12));
    return new Human(
        number[0],
        family,
        full,
        latin,
        woman,
        birth,
        ethnicity,
        place,
        hasPhone ? phone() : null,
        "resident");
  }

  private static String[] family(String family) {
    for (String[] pair : Words.FAMILY) {
      if (pair[0].equals(family)) return pair;
    }
    throw new IllegalStateException("no such family name: " + family);
  }

  private static Human inState(Human one, String state) {
    return new Human(
        one.number(),
        one.family(),
        one.name(),
        one.latin(),
        one.isWoman(),
        one.born(),
        one.ethnicity(),
        one.place(),
        one.phone(),
        state);
  }

  /** A number that nobody has, and its birth date: the wished one, or a day before it. */
  private String[] freeNumber(LocalDate wished, boolean woman) {
    for (LocalDate born = wished; ; born = born.minusDays(1)) {
      int first = (number - 1) % GeneratedCity.MOST_NEIGHBOURHOODS * SEQUENCES;
      for (int i = 0; i < SEQUENCES; i++) {
        String citizen = CitizenNumber.of(CityRegion.CODE, born, (first + i) * 2 + (woman ? 0 : 1));
        if (taken.add(citizen)) return new String[] {citizen, born.toString()};
      }
    }
  }

  private Words.Place newHome() {
    return Words.home(firstHome(number, size) + homes++);
  }

  /** Homes of a neighbourhood: twice as many as people, the second half for those who moved. */
  static long firstHome(int neighbourhood, int size) {
    return (long) (neighbourhood - 1) * size * 2;
  }

  private LocalDate since(Human head) {
    if (random.nextInt(100) < 38) return head.born();
    LocalDate grown = head.birthday(17);
    return random.nextInt(14) == 0 ? between(AS_OF.minusDays(170), AS_OF) : between(grown, AS_OF);
  }

  private void person(Human one, Household household) {
    boolean isHead = one.place() == Human.Place.HEAD;
    LocalDate since = later(one.born(), household.since());
    rows.add(
        Row.of(
            CityTable.PERSON,
            one.number(),
            one.name(),
            one.latin(),
            one.isWoman() ? "female" : "male",
            one.born(),
            one.ethnicity(),
            household.home().address(),
            household.home().district(),
            since,
            isHead ? household.owns() ? "owner" : "tenant" : "family",
            isHead ? null : household.head().name(),
            one.place().headIsTheir(),
            one.phone(),
            one.state(),
            between(since, AS_OF)));
  }

  private void home(Household household) {
    Human head = household.head();
    Human owner =
        household.owns()
            ? head
            : households.get(random.nextInt(Math.max(1, households.size() / 8))).head();
    // Who owns no home of their own lets none: the first household always owns one.
    if (!household.owns() && !ownsHome(owner)) owner = households.getFirst().head();
    LocalDate earliest = later(owner.birthday(20), AS_OF.minusYears(30));
    if (household.owns()) {
      deed(owner, household.home(), between(earliest, AS_OF));
      return;
    }
    LocalDate from = between(later(household.since(), AS_OF.minusDays(1_000)), AS_OF);
    deed(owner, household.home(), between(earliest, from));
    LocalDate until = from.plusYears(1 + random.nextInt(5)).minusDays(1);
    while (until.isBefore(AS_OF.plusMonths(3)) && random.nextInt(12) > 0)
      until = until.plusYears(1);
    rows.add(
        Row.of(
            CityTable.LEASE,
            "ZL%d%s".formatted(from.getYear(), serial()),
            head.number(),
            head.name(),
            owner.number(),
            owner.name(),
            owner.phone(),
            household.home().address(),
            household.home().district(),
            from,
            until));
  }

  private boolean ownsHome(Human one) {
    return households.stream().anyMatch(h -> h.owns() && h.head().number().equals(one.number()));
  }

  private void deed(Human owner, Words.Place home, LocalDate since) {
    rows.add(
        Row.of(
            CityTable.HOME_OWNER,
            "兰(%d)不动产权第%s号".formatted(since.getYear(), serial()),
            owner.number(),
            owner.name(),
            home.address(),
            home.district(),
            (400 + random.nextInt(1_200)) / 10.0,
            since));
  }

  private void marriage(Couple couple, String state) {
    rows.add(
        Row.of(
            CityTable.MARRIAGE,
            "J%s-%d-%s".formatted(CityRegion.CODE, couple.marriedOn().getYear(), serial()),
            state,
            couple.marriedOn(),
            couple.wife().number(),
            couple.wife().name(),
            couple.husband().number(),
            couple.husband().name()));
  }

  /** Some of those who live alone were married to each other. */
  private void divorces() {
    List<Human> women = singles.stream().filter(one -> one.isWoman() && one.age() >= 30).toList();
    List<Human> men = singles.stream().filter(one -> !one.isWoman() && one.age() >= 30).toList();
    for (int i = 0; i < Math.min(women.size(), men.size()); i++) {
      Human wife = women.get(i);
      Human husband = men.get(i);
      LocalDate legal = later(wife.birthday(20), husband.birthday(22));
      boolean couldBe = Math.abs(ChronoUnit.YEARS.between(wife.born(), husband.born())) < 12;
      if (couldBe && legal.isBefore(AS_OF.minusYears(2)) && random.nextInt(3) == 0) {
        marriage(new Couple(wife, husband, between(legal, AS_OF.minusYears(1))), "divorced");
      }
    }
  }

  private void firms() {
    List<Human> adults = adults(25, 70);
    for (int i = 0; i < firms.each(); i++) {
      FirmPlan.Firm firm = firms.firm(firms.firstOf(number) + i);
      Human owner = adults.get(random.nextInt(adults.size()));
      // Nobody founds a firm as a child: who has it now took it over later.
      rows.add(
          Row.of(
              CityTable.FIRM,
              firm.creditCode(),
              firm.name(),
              firm.scope(),
              firm.place().address(),
              firm.place().district(),
              firm.foundedOn(),
              firm.state(),
              owner.number(),
              owner.name()));
      premises(owner, firm.place(), later(firm.foundedOn(), owner.birthday(18)));
    }
  }

  private void premises(Human user, Words.Place place, LocalDate since) {
    int how = random.nextInt(100);
    String holding = how < 25 ? "owner" : how < 92 ? "tenant" : "free";
    String owner = how < 25 ? user.name() : people.get(random.nextInt(people.size())).name();
    rows.add(
        Row.of(
            CityTable.PREMISES,
            "JY" + serial(),
            user.number(),
            place.address(),
            place.district(),
            15 + random.nextInt(300),
            holding,
            owner,
            since));
  }

  private void working(Human one) {
    if (one.mayWork() && random.nextInt(100) < 78) {
      double share = random.nextDouble();
      FirmPlan.Firm firm = firms.openFrom((long) (share * share * firms.count()));
      LocalDate first = later(one.birthday(18), AS_OF.minusYears(35));
      LocalDate since = between(later(first, firm.foundedOn()), AS_OF.minusDays(1));
      rows.add(
          Row.of(
              CityTable.EMPLOYMENT,
              one.number(),
              firm.name(),
              firm.creditCode(),
              Words.pick(random, Words.OCCUPATIONS),
              since));
      insured(one, between(first, since), "paying", null, null);
    } else if (one.mayWork() && one.age() >= 28 && random.nextInt(3) == 0) {
      insured(one, between(one.birthday(20), AS_OF.minusYears(1)), "paused", null, null);
    } else if (one.isResident() && one.age() >= one.pensionAge()) {
      String since = one.birthday(one.pensionAge()).toString().substring(0, 7);
      boolean employee = random.nextInt(10) < 6;
      LocalDate first = one.birthday(20 + random.nextInt(15));
      insured(one, first, "drawing", employee ? "employee" : "resident", since);
    }
  }

  private void insured(
      Human one, LocalDate since, String state, String pension, String pensionSince) {
    LocalDate until = pensionSince == null ? AS_OF : LocalDate.parse(pensionSince + "-01");
    long months = Math.max(0, ChronoUnit.MONTHS.between(since, until));
    long paid = state.equals("paused") ? months / 2 : months - random.nextLong(1 + months / 20);
    rows.add(
        Row.of(
            CityTable.INSURED,
            one.number(),
            since,
            paid,
            state,
            pension,
            pensionSince,
            AS_OF.withDayOfMonth(1)));
  }

  private void learning(Human one) {
    int age = one.age();
    if (one.isResident() && age >= 6 && age < 22) enrolment(one, age);
    int chance = age < 22 ? 0 : age < 40 ? 52 : age < 60 ? 24 : 7;
    if (random.nextInt(100) >= chance) return;
    int draw = random.nextInt(100);
    String level =
        draw < 18
            ? "secondary"
            : draw < 48 ? "associate" : draw < 86 ? "bachelor" : draw < 97 ? "master" : "doctor";
    int at =
        switch (level) {
          case "secondary" -> 18;
          case "associate" -> 21;
          case "bachelor" -> 22;
          case "master" -> 25;
          default -> 29;
        };
    LocalDate awarded = LocalDate.of(one.born().getYear() + at + 1, 6, 20 + random.nextInt(10));
    if (awarded.isAfter(AS_OF)) return;
    String[] major = Words.pick(random, Words.MAJORS);
    boolean hasTitle = at >= 22;
    String title =
        major[1] + (level.equals("bachelor") ? "学士" : level.equals("master") ? "硕士" : "博士");
    rows.add(
        Row.of(
            CityTable.DEGREE,
            "1%04d%d%02d%s".formatted(300 + draw, awarded.getYear(), at, serial()),
            one.number(),
            one.name(),
            hasTitle ? title : null,
            level,
            major[0],
            Words.pick(random, hasTitle ? Words.UNIVERSITIES : Words.COLLEGES),
            awarded));
  }

  private void enrolment(Human one, int age) {
    if (age >= 18 && random.nextInt(100) >= 45) return;
    String level = age < 12 ? "primary" : age < 15 ? "middle" : age < 18 ? "high" : "university";
    int from = age < 12 ? 6 : age < 15 ? 12 : age < 18 ? 15 : 18;
    LocalDate began = LocalDate.of(one.born().getYear() + from, 9, 1);
    if (began.isBefore(one.birthday(from))) began = began.plusYears(1);
    if (began.isAfter(AS_OF)) return;
    String school =
        switch (level) {
          case "primary" ->
              "兰亭市" + Words.DISTRICTS[random.nextInt(4)] + "第" + (1 + random.nextInt(9)) + "小学";
          case "middle" -> "兰亭市第" + (1 + random.nextInt(12)) + "初级中学";
          case "high" -> "兰亭市第" + (1 + random.nextInt(6)) + "高级中学";
          default -> Words.pick(random, Words.UNIVERSITIES);
        };
    rows.add(
        Row.of(
            CityTable.ENROLMENT,
            "G" + began.getYear() + serial(),
            one.number(),
            school,
            level,
            began));
  }

  private void care(Human one) {
    if (!one.isResident() || random.nextInt(1_000) >= (one.age() < 60 ? 17 : 55)) return;
    int draw = random.nextInt(10);
    int kind = draw < 5 ? 3 : draw < 7 ? 0 : draw < 9 ? 1 : 2;
    String category = new String[] {"sight", "hearing", "mind", "mobility"}[kind];
    int grade = 1 + random.nextInt(4);
    LocalDate assessed = between(later(one.born(), AS_OF.minusYears(9)), AS_OF);
    // As on China's disability certificates: the citizen number, a digit for the kind, the grade.
    rows.add(
        Row.of(
            CityTable.CARE,
            one.number() + (kind + 1) + grade,
            one.number(),
            category,
            grade,
            assessed,
            assessed.plusYears(10)));
  }

  /** Those who are about to open a shop: a reserved name, and premises for it. */
  private void traders() {
    List<Human> adults = adults(22, 56);
    int count = Math.max(1, size / 60);
    for (int i = 0; i < count; i++) {
      Human trader = adults.get(random.nextInt(adults.size()));
      long shop = (long) (number - 1) * count + i;
      String[] kind = Words.SHOPS[Words.kindOfTrade(shop)];
      Words.Place place = Words.businessPlace(firms.count() + shop);
      rows.add(
          Row.of(
              CityTable.NAME_RESERVATION,
              "MC" + serial(),
              "兰亭市" + place.district() + Words.sign(shop) + kind[0],
              kind[1],
              10_000L * (1 + random.nextInt(30)),
              1 + random.nextInt(6),
              AS_OF.plusDays(60 + random.nextInt(300)),
              trader.number()));
      premises(trader, place, between(AS_OF.minusDays(300), AS_OF));
    }
  }

  private List<Human> adults(int from, int to) {
    return people.stream()
        .filter(one -> one.isResident() && one.age() >= from && one.age() < to)
        .toList();
  }

  private String serial() {
    return "%03d%05d".formatted(number, ++serial);
  }

  private String phone() {
    return "1" + (30 + random.nextInt(70)) + "%08d".formatted(random.nextInt(100_000_000));
  }

  private LocalDate bornYearsAgo(int youngest, int oldest) {
    return AS_OF.minusYears(youngest).minusDays(1 + random.nextInt((oldest - youngest) * 365));
  }

  private LocalDate between(LocalDate from, LocalDate to) {
    long days = ChronoUnit.DAYS.between(from, to);
    return days <= 0 ? from : from.plusDays(random.nextLong(days + 1));
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
