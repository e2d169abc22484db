package org.onenet.services.registers.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.DemoCity;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.GivenSettings;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;

/** The library's register, attached by a document and settings as a city would do it. */
record AttachedRegister(Register register, EvidenceType type, Sources sources)
    implements AutoCloseable {
  private static final String DOCUMENT =
      """
      {"identifier": "library-register", "owner": "education",
       "name": {"en": "Readers", "zh": "读者库"},
       "description": {"en": "Who has a card.", "zh": "持有读者证的人员。"},
       "accrualPeriodicity": "DAILY",
       "contactPoint": {"name": {"en": "Library", "zh": "图书馆"}, "email": "readers@library.example"},
       "source": %s,
       "evidenceTypes": [{"identifier": "reader-card", "name": {"en": "Card", "zh": "读者证"},
         "keptFor": "PT12H", "records": "%s", "fields": [
           {"name": "cardNumber", "label": {"en": "Number", "zh": "证号"}, "type": "text", "sensitivity": "personal"},
           {"name": "issuedOn", "label": {"en": "Issued", "zh": "发证"}, "type": "date", "sensitivity": "personal"},
           {"name": "since", "label": {"en": "Since", "zh": "起"}, "type": "month", "sensitivity": "personal"},
           {"name": "books", "label": {"en": "Books", "zh": "册数"}, "type": "number", "sensitivity": "personal"},
           {"name": "blocked", "label": {"en": "Blocked", "zh": "停用"}, "type": "boolean", "sensitivity": "personal"},
           {"name": "kind", "label": {"en": "Kind", "zh": "类别"}, "type": "code", "sensitivity": "personal",
            "options": [{"value": "adult", "label": {"en": "Adult", "zh": "成人"}},
                        {"value": "child", "label": {"en": "Child", "zh": "儿童"}}]}]}]}
      """;

  /**
   * @param records one or many
   */
  static AttachedRegister in(
      Path documents, String source, String records, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(documents);
    Files.writeString(documents.resolve("library.json"), DOCUMENT.formatted(source, records));
    Registers registers = new Registers(Optional.of(documents));
    Settings given = GivenSettings.of(settings);
    return new AttachedRegister(
        registers.of("library-register").orElseThrow(),
        registers.evidenceType("reader-card").orElseThrow(),
        new Sources(given));
  }

  List<Map<String, String>> records(String citizenNumber) {
    return new ReadFromSource(sources, NO_DEMO).records(register, type, citizenNumber);
  }

  private static final DemoCity NO_DEMO =
      new DemoCity() {
        @Override
        public void open(Register register) {}

        @Override
        public boolean grow() {
          return false;
        }
      };

  @Override
  public void close() {
    sources.close();
  }
}
