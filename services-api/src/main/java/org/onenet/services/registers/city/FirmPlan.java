package org.onenet.services.registers.city;

import java.time.LocalDate;
import org.onenet.services.identifiers.CityRegion;
import org.onenet.services.identifiers.UnifiedSocialCreditCode;

/** The city's firms by their number, so that anybody may work at any of them. */
record FirmPlan(int neighbourhoods, int each) {
  /** The demonstration's own firm has a number that no other has. */
  private static final long FIRST_CODE = 1_000;

  record Firm(
      long number,
      String creditCode,
      String name,
      String scope,
      Words.Place place,
      LocalDate foundedOn,
      String state) {}

  int count() {
    return neighbourhoods * each;
  }

  /** The number of a neighbourhood's first firm. */
  long firstOf(int neighbourhood) {
    return (long) (neighbourhood - 1) * each;
  }

  Firm firm(long number) {
    String[] industry = Words.INDUSTRIES[Words.kindOfTrade(number)];
    return new Firm(
        number,
        UnifiedSocialCreditCode.company(CityRegion.CODE, FIRST_CODE + number),
        "兰亭" + Words.sign(number) + industry[0] + "有限公司",
        industry[1],
        Words.businessPlace(number),
        LocalDate.of(1992, 3, 1).plusDays(number * 7_919 % 11_500),
        number % 23 == 7 ? "closed" : number % 41 == 11 ? "suspended" : "open");
  }

  /** That firm or, when it is not open, the next that is. */
  Firm openFrom(long number) {
    Firm firm = firm(number % count());
    for (long next = 1; !firm.state().equals("open") && next < count(); next++) {
      firm = firm((number + next) % count());
    }
    return firm;
  }
}
