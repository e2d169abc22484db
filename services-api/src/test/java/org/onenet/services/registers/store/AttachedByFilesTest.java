package org.onenet.services.registers.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onenet.services.registers.RegisterUnavailable;

/** A register whose department drops CSV files into a folder. */
final class AttachedByFilesTest {
  private static final String LINA = "990102199203140029";
  private static final String HEAD = "身份证号,证号,发证日期,册数,停用,类别\n";
  private static final String GOOD = HEAD + LINA + ",A-1,2024-06-01,3,false,adult\n";

  @TempDir Path folder;

  private final Logger log = Logger.getLogger(FilesSource.class.getName());
  private final List<String> told = new ArrayList<>();
  private final Handler ear =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          told.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private AttachedRegister library;
  private Path drop;
  private int dropped;

  @BeforeEach
  void attach() throws IOException {
    log.addHandler(ear);
    drop = Files.createDirectories(folder.resolve("drop"));
    library = attached("");
  }

  @AfterEach
  void detach() {
    log.removeHandler(ear);
    library.close();
  }

  private AttachedRegister attached(String order) throws IOException {
    String source =
        """
        {"kind": "files", "evidence": {"reader-card": {"files": "cards-*.csv", "subject": "身份证号", %s
          "fields": {"cardNumber": "证号", "issuedOn": "发证日期", "since": "发证日期", "books": "册数",
                     "blocked": "停用", "kind": "类别"}}}}"""
            .formatted(order);
    return AttachedRegister.in(
        folder.resolve("documents"),
        source,
        "many",
        Map.of("onenet.registers.library-register.files.folder", drop.toString()));
  }

  /** Drops a file whose time is a second after the one before it. */
  private void drop(String name, byte[] content) throws IOException {
    Path file = drop.resolve(name);
    Files.write(file, content);
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.parse("2026-11-27T00:00:00Z").plusSeconds(++dropped)));
  }

  private void drop(String name, String content) throws IOException {
    drop(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private String card() {
    return library.records(LINA).getFirst().get("cardNumber");
  }

  @Test
  void its_records_come_as_forms_take_them() throws IOException {
    drop(
        "cards-1.csv",
        "\uFEFF"
            + HEAD.replace("\n", "\r\n")
            + LINA
            + ",\"A-\"\"1\"\", 二楼\n东区\",2024-06-01,003.10,1,adult\r\n"
            + "990102195506020042,B-2,昨天,many,perhaps,teenager\r\n");
    assertEquals(
        List.of(
            Map.of(
                "cardNumber", "A-\"1\", 二楼\n东区",
                "issuedOn", "2024-06-01",
                "since", "2024-06",
                "books", "3.1",
                "blocked", "true",
                "kind", "adult")),
        library.records(LINA));
    assertEquals(List.of(Map.of("cardNumber", "B-2")), library.records("990102195506020042"));
    assertEquals(List.of(), library.records("nobody"));
  }

  @Test
  void of_several_the_last_line_comes_first_or_what_the_document_orders_by() throws IOException {
    String several =
        GOOD + LINA + ",A-2,2026-01-01,1,false,adult\n" + LINA + ",A-3,2025-01-01,1,false,adult\n";
    drop("cards-1.csv", several);
    assertEquals(List.of("A-3", "A-2", "A-1"), cards(library));
    try (AttachedRegister ordered = attached("\"orderBy\": \"发证日期\",")) {
      assertEquals(List.of("A-2", "A-3", "A-1"), cards(ordered));
    }
  }

  private static List<String> cards(AttachedRegister of) {
    return of.records(LINA).stream().map(record -> record.get("cardNumber")).toList();
  }

  @Test
  void the_newest_file_counts_and_a_file_that_is_not_yet_named_so_does_not() throws IOException {
    drop("cards-1.csv", GOOD);
    assertEquals("A-1", card());
    drop("cards-2.csv", GOOD.replace("A-1", "A-2"));
    assertEquals("A-2", card());
    drop("cards-3.csv.part", GOOD.replace("A-1", "A-3"));
    drop("other.csv", GOOD.replace("A-1", "A-4"));
    assertEquals("A-2", card());
    Files.move(drop.resolve("cards-3.csv.part"), drop.resolve("cards-3.csv"));
    assertEquals("A-3", card());
    assertEquals(List.of(), told);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | line 1, column 1: expected a line of headings",
        "身份证号,证号,发证日期,册数,停用,类别;| line 2, column 1: expected at least one record",
        "身份证号,证号,发证日期,册数,停用,类别;9,A,2024-06-01,3,false;| line 2, column 6: expected 6 values, got 5",
        "身份证号,证号,发证日期,册数,停用,类别;9,A,2024-06-01,3,false,adult,x;| line 2, column 7: expected 6 values, got 7",
        "身份证号,证号,发证日期,册数,停用,类别;9,A,2024-06-01,3,false,adu| line 2, character 27: expected a line break at the end: the file is not whole",
        "身份证号,证号,发证日期,册数,停用,类别;9,\"A,2024-06-01,3,false,adult;| line 2, column 2: expected the value's quote to be closed",
        "身份证号,证号,发证日期,册数,停用,类别;9,A\"B,2024-06-01,3,false,adult;| line 2, column 2: expected quotes around a value that holds one",
        "身份证号,证号,发证日期,册数,停用,类别;9,\"A\"B,2024-06-01,3,false,adult;| line 2, column 2: expected a comma or the line's end",
        "身份证号,证号,发证日期,册数,停用,种类;9,A,2024-06-01,3,false,adult;| line 1, column 1: expected a heading 类别 for kind",
        "身份证号,证号,证号,册数,停用,类别;9,A,2024-06-01,3,false,adult;| line 1, column 3: expected another heading than 证号 again",
        "身份证号,证号,发证日期,册数,停用,类别;9,A,2024-06-01,3,false,adult; ,B,2024-06-01,3,false,adult;| line 3, column 1: expected a citizen number"
      })
  void a_broken_file_is_refused_once_with_its_place_and_the_one_before_it_stays(
      String content, String says) throws IOException {
    drop("cards-1.csv", GOOD);
    drop("cards-2.csv", content.replace(";", "\n"));
    assertEquals("A-1", card());
    assertEquals("A-1", card());
    assertEquals(1, told.size(), told.toString());
    assertTrue(told.getFirst().contains("cards-2.csv"), told.toString());
    assertTrue(told.getFirst().contains(says), told.toString());
    // A node that starts now comes to the same answer; and a mended file counts again.
    try (AttachedRegister later = attached("")) {
      assertEquals("A-1", later.records(LINA).getFirst().get("cardNumber"));
    }
    drop("cards-2.csv", GOOD.replace("A-1", "A-2"));
    assertEquals("A-2", card());
  }

  @Test
  void a_file_in_another_encoding_is_refused_with_its_place() throws IOException {
    drop("cards-1.csv", GOOD);
    drop(
        "cards-2.csv",
        (GOOD + LINA + ",é,2024-06-01,3,false,adult\n").getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("A-1", card());
    assertTrue(told.getFirst().contains("expected UTF-8"), told.toString());
  }

  @Test
  void while_a_good_file_was_read_it_stays_even_when_it_is_taken_away() throws IOException {
    drop("cards-1.csv", GOOD);
    assertEquals("A-1", card());
    Files.delete(drop.resolve("cards-1.csv"));
    assertEquals("A-1", card());
  }

  @Test
  void without_any_whole_file_or_without_its_folder_it_is_away() throws IOException {
    assertAway("expected a whole file cards-*.csv");
    drop("cards-1.csv", "half a lin");
    assertAway("expected a whole file cards-*.csv");
    Files.delete(drop.resolve("cards-1.csv"));
    Files.delete(drop);
    assertAway("its folder cannot be read");
  }

  private void assertAway(String says) {
    RegisterUnavailable away = assertThrows(RegisterUnavailable.class, () -> library.records(LINA));
    assertEquals("library-register", away.register());
    assertTrue(away.getMessage().contains(says), away.getMessage());
  }
}
