package org.onenet.services.registers.city;

import java.util.List;
import java.util.Set;
import org.onenet.services.identifiers.CityRegion;
import org.onenet.services.identifiers.UnifiedSocialCreditCode;

/**
 * The demonstration's own: 林娜, who rents, works and has a degree; 王淑英, retired in her own home; and
 * 陈建国, who lets to the one and founded the firm she works at. Nothing about them is wrong.
 */
final class DemoCitizens {
  private static final String LINA = "990102199203140029";
  private static final String WANG = "990102195506020042";
  private static final String CHEN = "990102196804210017";
  private static final String FIRM = "兰亭纺织有限公司";
  private static final String FIRM_CODE = UnifiedSocialCreditCode.company(CityRegion.CODE, 1);

  /** Nobody else has these. */
  static final Set<String> NUMBERS = Set.of(LINA, WANG, CHEN);

  private DemoCitizens() {}

  static List<Row> rows() {
    return List.of(
        Row.of(
            CityTable.PERSON,
            LINA,
            "林娜",
            "Lin Na",
            "female",
            "1992-03-14",
            "汉族",
            "桂花巷12号403室",
            "河西区",
            "2024-06-01",
            "tenant",
            null,
            null,
            "13800138000",
            "resident",
            "2024-06-03"),
        Row.of(
            CityTable.PERSON,
            WANG,
            "王淑英",
            "Wang Shuying",
            "female",
            "1955-06-02",
            "汉族",
            "墨池街8号101室",
            "河东区",
            "1983-09-01",
            "owner",
            null,
            null,
            "13900139000",
            "resident",
            "2019-02-11"),
        Row.of(
            CityTable.PERSON,
            CHEN,
            "陈建国",
            "Chen Jianguo",
            "male",
            "1968-04-21",
            "汉族",
            "兰亭路6号201室",
            "城北区",
            "1968-04-21",
            "owner",
            null,
            null,
            "13700137000",
            "resident",
            "2018-05-20"),
        Row.of(CityTable.EMPLOYMENT, LINA, FIRM, FIRM_CODE, "质检员", "2024-06-17"),
        Row.of(CityTable.INSURED, LINA, "2014-07-01", "148", "paying", null, null, "2026-11-01"),
        Row.of(
            CityTable.INSURED,
            WANG,
            "1975-08-01",
            "419",
            "drawing",
            "employee",
            "2010-06",
            "2026-11-01"),
        Row.of(CityTable.INSURED, CHEN, "1990-03-01", "440", "paying", null, null, "2026-11-01"),
        Row.of(
            CityTable.HOME_OWNER,
            "兰(2012)不动产权第00000001号",
            CHEN,
            "陈建国",
            "桂花巷12号403室",
            "河西区",
            "68.5",
            "2012-04-18"),
        Row.of(
            CityTable.HOME_OWNER,
            "兰(1998)不动产权第00000002号",
            WANG,
            "王淑英",
            "墨池街8号101室",
            "河东区",
            "82",
            "1998-10-05"),
        Row.of(
            CityTable.HOME_OWNER,
            "兰(2003)不动产权第00000003号",
            CHEN,
            "陈建国",
            "兰亭路6号201室",
            "城北区",
            "120.3",
            "2003-08-30"),
        Row.of(
            CityTable.LEASE,
            "ZL202400000001",
            LINA,
            "林娜",
            CHEN,
            "陈建国",
            "13700137000",
            "桂花巷12号403室",
            "河西区",
            "2024-06-01",
            "2029-05-31"),
        Row.of(
            CityTable.PREMISES,
            "JY00000001",
            LINA,
            "商贸街9号",
            "城北区",
            "45",
            "tenant",
            "陈建国",
            "2026-10-01"),
        Row.of(
            CityTable.PREMISES,
            "JY00000002",
            CHEN,
            "纺城路8号",
            "南山区",
            "3200",
            "owner",
            "陈建国",
            "1996-05-08"),
        Row.of(
            CityTable.FIRM,
            FIRM_CODE,
            FIRM,
            "纺织品生产、销售",
            "纺城路8号",
            "南山区",
            "1996-05-08",
            "open",
            CHEN,
            "陈建国"),
        Row.of(
            CityTable.NAME_RESERVATION,
            "MC00000001",
            "兰亭市城北区娜娜裁缝店",
            "clothing",
            "50000",
            "2",
            "2029-12-31",
            LINA),
        Row.of(CityTable.CARE, WANG + "43", WANG, "mobility", "3", "2021-03-09", "2031-03-09"),
        Row.of(
            CityTable.DEGREE,
            "103012014220000001",
            LINA,
            "林娜",
            "工学学士",
            "bachelor",
            "纺织工程",
            "兰亭大学",
            "2014-06-25"));
  }
}
