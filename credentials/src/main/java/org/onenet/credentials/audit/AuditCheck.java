package org.onenet.credentials.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.onenet.credentials.audit.AuditFinding.Kind;

/**
 * Checks an export of the audit log, with the chain or alone: first the seals (each follows the one
 * before, its root is over its leaves, the chain has its digest), then every row of every stream
 * (it follows the row before, and is what was sealed), last that no stream is shorter or longer
 * than its seals and its head say. Of each stream the first row that is wrong is named, with what
 * was done to it.
 *
 * <p>An export is read twice and never held whole: 32 bytes a sealed row stay.
 */
public final class AuditCheck {
  /** So many rows behind a broken one are looked at for where it came from. */
  private static final int LOOKED_AT = 100_000;

  private final Supplier<Stream<String>> export;

  private final List<AuditFinding> findings = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<ExportLine.Seal> seals = new ArrayList<>();
  private final Map<String, ExportLine.Head> heads = new TreeMap<>();
  private final Map<String, Sealed> sealed = new TreeMap<>();
  private long entries;
  private final SealCheck seal;

  private AuditCheck(Supplier<Stream<String>> export, Optional<SealsOnChain> chain, Clock clock) {
    this.export = export;
    this.seal = new SealCheck(chain, clock, findings, open, notes);
  }

  /**
   * @param export opens the lines anew each time it is asked
   * @throws MalformedExport naming the line that cannot be read
   */
  public static AuditReport check(
      Supplier<Stream<String>> export, Optional<SealsOnChain> chain, Clock clock) {
    return new AuditCheck(export, chain, clock).run();
  }

  private AuditReport run() {
    read(
        line -> !line.startsWith(ExportLine.ENTRY),
        line -> {
          switch (line) {
            case ExportLine.Seal seal -> seals.add(seal);
            case ExportLine.Head head -> heads.put(head.stream(), head);
            case ExportLine.Row row ->
                throw new MalformedExport("an entry's line begins with " + ExportLine.ENTRY);
          }
          return true;
        });
    checkSeals();
    Set<String> streams = checkRows();
    return new AuditReport(
        entries,
        streams.size(),
        seals.size(),
        sealed.values().stream().mapToLong(Sealed::last).sum(),
        seal.onChain(),
        findings,
        open,
        notes);
  }

  /** The leaves of one stream that its seals hold, from its first entry on. */
  private static final class Sealed {
    private byte[] hashes = new byte[0];

    long last() {
      return hashes.length / AuditChain.SIZE;
    }

    void add(byte[] more) {
      int before = hashes.length;
      hashes = Arrays.copyOf(hashes, before + more.length);
      System.arraycopy(more, 0, hashes, before, more.length);
    }

    Optional<byte[]> at(long number) {
      if (number < 1 || number > last()) return Optional.empty();
      int from = (int) (number - 1) * AuditChain.SIZE;
      return Optional.of(Arrays.copyOfRange(hashes, from, from + AuditChain.SIZE));
    }
  }

  // Seals

  private void checkSeals() {
    String previous = AuditSeal.NONE_BEFORE;
    long number = 1;
    for (ExportLine.Seal line : seals) {
      Optional<String> wrong = wrong(line, number, previous);
      if (wrong.isPresent()) {
        found(Kind.SEAL_BROKEN, "", number, "Seal " + number + ": " + wrong.get() + ".");
        return; // what lies behind it proves nothing
      }
      if (!seal.checkOnChain(line.seal())) return;
      seal.checkTimeStamp(line.seal(), line.timeStamp());
      int from = 0;
      for (AuditSeal.Range range : line.seal().ranges()) {
        int to = from + (int) range.entries() * AuditChain.SIZE;
        sealed
            .computeIfAbsent(range.stream(), stream -> new Sealed())
            .add(Arrays.copyOfRange(line.leaves(), from, to));
        from = to;
      }
      previous = line.seal().digest().hex();
      number++;
    }
    if (seals.isEmpty()) {
      notes.add("Nothing is sealed yet: what was computed anew as a whole would not be seen.");
    }
  }

  /** What does not agree inside the export. */
  private Optional<String> wrong(ExportLine.Seal line, long number, String previous) {
    AuditSeal seal = line.seal();
    if (seal.number() != number) return Optional.of("expected here, found seal " + seal.number());
    if (!seal.previous().equals(previous)) {
      return Optional.of("follows " + seal.previous() + ", the seal before has " + previous);
    }
    if (line.leaves().length != seal.entries() * AuditChain.SIZE || seal.entries() == 0) {
      return Optional.of(
          "has " + line.leaves().length / AuditChain.SIZE + " leaves for " + seal.entries());
    }
    List<byte[]> leaves = split(line.leaves());
    String root = AuditSeal.root(leaves);
    if (!root.equals(seal.root())) {
      return Optional.of("its root is " + seal.root() + ", its leaves give " + root);
    }
    int at = 0;
    Set<String> streams = new HashSet<>();
    for (AuditSeal.Range range : seal.ranges()) {
      long before = Optional.ofNullable(sealed.get(range.stream())).map(Sealed::last).orElse(0L);
      if (range.first() != before + 1 || !streams.add(range.stream())) {
        return Optional.of(
            "begins with " + range.stream() + " " + range.first() + ", expected " + (before + 1));
      }
      at += (int) range.entries();
      String head = hex(leaves.get(at - 1));
      if (!head.equals(range.head())) {
        return Optional.of("the head of " + range.stream() + " is not its last leaf");
      }
    }
    if (!line.digest().equals(seal.digest().hex())) {
      return Optional.of("its digest is " + line.digest() + ", it gives " + seal.digest().hex());
    }
    return Optional.empty();
  }

  // Rows

  /** Where the reading of one stream is. */
  private static final class Reading {
    private byte[] last;
    private byte[] beforeLast;
    private long number;
    private boolean broken;

    Reading(String stream) {
      last = AuditChain.genesis(stream);
    }
  }

  private Set<String> checkRows() {
    Map<String, Reading> readings = new TreeMap<>();
    long[] line = {0};
    read(
        text -> text.startsWith(ExportLine.ENTRY),
        parsed -> {
          ExportLine.Row row = (ExportLine.Row) parsed;
          line[0]++;
          entries++;
          String stream = row.entry().stream();
          Reading reading = readings.computeIfAbsent(stream, Reading::new);
          if (reading.broken) return true;
          if (fits(row, reading)) {
            reading.number++;
            reading.beforeLast = reading.last;
            reading.last = row.hash();
          } else {
            reading.broken = true;
            name(stream, reading, rest(stream, line[0]));
          }
          return true;
        });
    Set<String> streams = new HashSet<>(readings.keySet());
    streams.addAll(heads.keySet());
    streams.addAll(sealed.keySet());
    streams.stream()
        .sorted()
        .forEach(stream -> checkEnd(stream, readings.computeIfAbsent(stream, Reading::new)));
    return streams;
  }

  private boolean fits(ExportLine.Row row, Reading reading) {
    long number = reading.number + 1;
    return row.entry().number() == number
        && Arrays.equals(AuditChain.hash(reading.last, row.entry()), row.hash())
        && sealedAt(row.entry().stream(), number)
            .map(leaf -> Arrays.equals(leaf, row.hash()))
            .orElse(true);
  }

  private void checkEnd(String stream, Reading reading) {
    if (reading.broken) return;
    long last = reading.number;
    long known = Optional.ofNullable(sealed.get(stream)).map(Sealed::last).orElse(0L);
    ExportLine.Head head = heads.get(stream);
    if (known > last || (head != null && head.entries() > last)) {
      found(
          Kind.ROW_REMOVED,
          stream,
          last + 1,
          said(stream, last + 1)
              + " was removed: "
              + (known > last ? "it was sealed." : byHead(head)));
    } else if (head == null || head.entries() < last) {
      long added = head == null ? 1 : head.entries() + 1;
      found(
          Kind.ROW_ADDED,
          stream,
          added,
          said(stream, added)
              + " was added: "
              + (head == null ? "there is no head." : byHead(head)));
    } else if (!Arrays.equals(head.hash(), reading.last)) {
      found(
          Kind.HEAD_CHANGED,
          stream,
          last,
          said(stream, last) + " or the head was changed: the head has another hash.");
    }
  }

  private static String byHead(ExportLine.Head head) {
    return "the head counts " + head.entries() + ".";
  }

  /** The stream's rows from this entry's line on. */
  private List<ExportLine.Row> rest(String stream, long fromLine) {
    List<ExportLine.Row> rows = new ArrayList<>();
    long[] line = {0};
    read(
        text -> text.startsWith(ExportLine.ENTRY) && ++line[0] >= fromLine,
        parsed -> {
          ExportLine.Row row = (ExportLine.Row) parsed;
          if (row.entry().stream().equals(stream)) rows.add(row);
          return rows.size() < LOOKED_AT;
        });
    return rows;
  }

  /** What was done to the row that does not fit, the first of these. */
  private void name(String stream, Reading reading, List<ExportLine.Row> rows) {
    long number = reading.number + 1;
    ExportLine.Row row = rows.getFirst();
    if (row.entry().number() > number) {
      boolean later = rows.stream().anyMatch(one -> one.entry().number() == number);
      if (later)
        found(
            Kind.ROW_REORDERED,
            stream,
            number,
            said(stream, number) + " stands behind row " + row.entry().number() + ".");
      else
        found(
            Kind.ROW_REMOVED,
            stream,
            number,
            said(stream, number) + " was removed: row " + row.entry().number() + " stands there.");
      return;
    }
    if (row.entry().number() < number) {
      found(
          Kind.ROW_ADDED,
          stream,
          row.entry().number(),
          said(stream, row.entry().number()) + " was added: it is there twice.");
      return;
    }
    // It was computed anew after a row was pushed in before it.
    if (reading.beforeLast != null
        && sealedAt(stream, number - 1).isEmpty()
        && Arrays.equals(
            AuditChain.hash(reading.beforeLast, row.entry().as(number - 1)), row.hash())) {
      found(
          Kind.ROW_ADDED,
          stream,
          number - 1,
          said(stream, number - 1) + " was added: the row behind it was the one at its place.");
      return;
    }
    for (int i = 1; i < rows.size(); i++) {
      byte[] hash = AuditChain.hash(reading.last, rows.get(i).entry().as(number));
      if (!isOf(stream, number, hash, rows.get(i), row)) continue;
      nameDisplaced(stream, number, hash, rows, i);
      return;
    }
    if (isRemoved(stream, number, rows)) {
      found(
          Kind.ROW_REMOVED,
          stream,
          number,
          said(stream, number) + " was removed: the rows behind it were moved up.");
      return;
    }
    found(
        Kind.ROW_CHANGED,
        stream,
        number,
        said(stream, number)
            + " was changed: "
            + (Arrays.equals(AuditChain.hash(reading.last, row.entry()), row.hash())
                ? "it is not what was sealed, and its hash was computed anew."
                : "its hash is not the one of what it says.")
            + " It says "
            + new String(row.entry().canonical(), java.nio.charset.StandardCharsets.UTF_8));
  }

  /**
   * The row that belongs at this number is found further on: the two were swapped, or one added.
   */
  private void nameDisplaced(
      String stream, long number, byte[] hash, List<ExportLine.Row> rows, int at) {
    ExportLine.Row row = rows.getFirst();
    ExportLine.Row displaced = rows.get(at);
    long other = displaced.entry().number();
    byte[] beforeOther =
        other == number + 1 ? hash : sealedAt(stream, other - 1).orElse(rows.get(at - 1).hash());
    byte[] back = AuditChain.hash(beforeOther, row.entry().as(other));
    if (isOf(stream, other, back, row, displaced)) {
      found(
          Kind.ROW_REORDERED,
          stream,
          number,
          said(stream, number) + " and row " + other + " were swapped.");
    } else if (other == number + 1) {
      found(
          Kind.ROW_ADDED,
          stream,
          number,
          said(stream, number) + " was added: the row that belongs there is row " + other + ".");
    } else {
      found(
          Kind.ROW_REORDERED,
          stream,
          number,
          said(stream, number) + " was moved: it is row " + other + ".");
    }
  }

  /** Whether this is the hash that belongs there: as sealed, or as one of both rows has it. */
  private boolean isOf(
      String stream, long number, byte[] hash, ExportLine.Row one, ExportLine.Row other) {
    return sealedAt(stream, number)
        .map(leaf -> Arrays.equals(leaf, hash))
        .orElseGet(() -> Arrays.equals(one.hash(), hash) || Arrays.equals(other.hash(), hash));
  }

  /** Whether the rows follow one another when each is counted one higher. */
  private boolean isRemoved(String stream, long number, List<ExportLine.Row> rows) {
    ExportLine.Row row = rows.getFirst();
    Optional<byte[]> gone = sealedAt(stream, number);
    Optional<byte[]> next = sealedAt(stream, number + 1);
    if (gone.isPresent() && next.isPresent()) {
      return Arrays.equals(AuditChain.hash(gone.get(), row.entry().as(number + 1)), next.get());
    }
    if (rows.size() > 1) {
      ExportLine.Row behind = rows.get(1);
      return Arrays.equals(
          AuditChain.hash(row.hash(), behind.entry().as(number + 2)), behind.hash());
    }
    ExportLine.Head head = heads.get(stream);
    return head != null && head.entries() == number + 1 && Arrays.equals(head.hash(), row.hash());
  }

  private Optional<byte[]> sealedAt(String stream, long number) {
    return Optional.ofNullable(sealed.get(stream)).flatMap(one -> one.at(number));
  }

  // Reading

  private interface Taker {
    /** Returns whether to go on. */
    boolean take(ExportLine line);
  }

  private void read(java.util.function.Predicate<String> wanted, Taker taker) {
    long[] number = {0};
    try (Stream<String> lines = export.get()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String text = each.next();
        number[0]++;
        if (text.isBlank() || !wanted.test(text)) continue;
        if (!taker.take(ExportLine.parse(text))) return;
      }
    } catch (MalformedExport e) {
      throw new MalformedExport("line " + number[0] + ": " + e.getMessage());
    }
  }

  private void found(Kind kind, String stream, long number, String sentence) {
    findings.add(new AuditFinding(kind, stream, number, sentence));
  }

  private static String said(String stream, long number) {
    return "Row " + number + " of " + stream;
  }

  static List<byte[]> split(byte[] hashes) {
    List<byte[]> split = new ArrayList<>(hashes.length / AuditChain.SIZE);
    for (int from = 0; from < hashes.length; from += AuditChain.SIZE) {
      split.add(Arrays.copyOfRange(hashes, from, from + AuditChain.SIZE));
    }
    return split;
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
