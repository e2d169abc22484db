package org.onenet.services.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.identifiers.CityRegion;

/** Made-up people of the made-up city, the same for the same seed. */
public final class PopulationGenerator {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);
  private static final String[][] FAMILY = {
    {"王", "Wang"},
    {"李", "Li"},
    {"张", "Zhang"},
    {"刘", "Liu"},
    {"陈", "Chen"},
    {"杨", "Yang"},
    {"赵", "Zhao"},
    {"黄", "Huang"},
    {"周", "Zhou"},
    {"吴", "Wu"},
    {"欧阳", "Ouyang"},
    {"司徒", "Situ"},
    {"诸葛", "Zhuge"}
  };
  private static final String[][] GIVEN = {
    {"娜", "Na"},
    {"伟", "Wei"},
    {"芳", "Fang"},
    {"秀英", "Xiuying"},
    {"敏", "Min"},
    {"静", "Jing"},
    {"丽", "Li"},
    {"强", "Qiang"},
    {"磊", "Lei"},
    {"洋", "Yang"},
    {"振华", "Zhenhua"},
    {"晓明", "Xiaoming"},
    {"淑兰", "Shulan"},
    {"建国", "Jianguo"},
    {"雨桐", "Yutong"},
    {"子涵", "Zihan"}
  };
  private static final String[][] OTHER_NAMES = {
    {"阿卜杜热依木·图尔荪尼亚孜", "Abdurehim Tursunniyaz"},
    {"买买提艾力·阿不都克里木·阿卜杜拉", "Memeteli Abdukerim Abdulla"},
    {"次仁旺堆", "Tsering Wangdu"},
    {"乌兰图雅", "Ulaantuya"}
  };
  private static final String[] STREETS = {"桂花巷", "兰亭路", "墨池街", "曲水东路", "流觞街", "鹅池巷"};
  private static final String[] DISTRICTS = {"河西区", "河东区", "城北区", "南山区"};
  private static final String[] EMPLOYERS = {
    "兰亭纺织有限公司", "兰亭市第一中学", "曲水软件有限公司", "河西人民医院", "鹅池物流有限公司", null
  };

  private final Random random;
  private final Set<String> taken = new HashSet<>();

  public PopulationGenerator(long seed) {
    this.random = new Random(seed);
  }

  /** The demonstration's two citizens, and others up to that many. */
  public List<Person> people(int count) {
    List<Person> people = new ArrayList<>();
    people.add(
        new Person(
            "990102199203140029",
            "林娜",
            "Lin Na",
            "female",
            LocalDate.of(1992, 3, 14),
            "汉族",
            "桂花巷12号403室",
            "河西区",
            LocalDate.of(2024, 6, 1),
            "13800138000",
            "兰亭纺织有限公司",
            "tenant",
            "resident"));
    people.add(
        new Person(
            "990102195506020042",
            "王淑英",
            "Wang Shuying",
            "female",
            LocalDate.of(1955, 6, 2),
            "汉族",
            "墨池街8号101室",
            "河东区",
            LocalDate.of(1983, 9, 1),
            "13900139000",
            null,
            "owner",
            "resident"));
    people.forEach(person -> taken.add(person.citizenNumber()));
    while (people.size() < count) {
      people.add(person());
    }
    return people;
  }

  private Person person() {
    boolean woman = random.nextBoolean();
    LocalDate born = AS_OF.minusDays(random.nextInt(95 * 365));
    String number = number(born, woman);
    boolean other = random.nextInt(20) == 0;
    String[] name = other ? pick(OTHER_NAMES) : pick(FAMILY);
    String[] given = other ? new String[] {"", ""} : pick(GIVEN);
    int age = AS_OF.getYear() - born.getYear();
    LocalDate since =
        random.nextInt(3) == 0
            ? born
            : AS_OF.minusDays(1 + random.nextInt(Math.max(1, Math.min(age * 365, 9_000))));
    int state = random.nextInt(100);
    boolean works = age >= 18 && age < 60;
    return new Person(
        number,
        name[0] + given[0],
        (name[1] + " " + given[1]).strip(),
        woman ? "female" : "male",
        born,
        other ? "少数民族" : "汉族",
        pick(STREETS) + (1 + random.nextInt(180)) + "号" + (101 + random.nextInt(500)) + "室",
        pick(DISTRICTS),
        since.isBefore(born) ? born : since,
        age >= 12
            ? "1" + (30 + random.nextInt(70)) + "%08d".formatted(random.nextInt(100_000_000))
            : null,
        works ? pick(EMPLOYERS) : null,
        age < 20 ? "family" : random.nextInt(3) == 0 ? "owner" : "tenant",
        state < 4 ? "deceased" : state < 9 ? "moved-away" : "resident");
  }

  private String number(LocalDate born, boolean woman) {
    while (true) {
      int sequence = random.nextInt(499) * 2 + (woman ? 0 : 1);
      String number = CitizenNumber.of(CityRegion.CODE, born, sequence);
      if (taken.add(number)) return number;
    }
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
