package org.onenet.services.registers.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.RegisterUnavailable;
import tools.jackson.databind.JsonNode;

/**
 * CSV files that the department drops into a folder. The newest whole one counts; a broken one is
 * refused once, in the log, with line and column, and the one before it stays in use. A node that
 * starts later comes to the same answer, since it looks at the same folder.
 */
final class FilesSource implements Source {
  private static final Logger LOG = Logger.getLogger(FilesSource.class.getName());
  private static final long MOST_BYTES = 128L << 20;

  private final Register register;
  private final Path folder;
  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
  private final Set<Found> refused = new HashSet<>();

  /** A file as the folder shows it: another time or size is another file. */
  private record Found(Path file, long modified, long size) {}

  private record Loaded(Found from, Map<String, List<Map<String, String>>> bySubject) {}

  FilesSource(Register register, Settings settings) {
    this(register, folder(register, settings));
  }

  FilesSource(Register register, Path folder) {
    this.register = register;
    this.folder = folder;
  }

  private static Path folder(Register register, Settings settings) {
    try {
      return settings.path("onenet.registers." + register.identifier() + ".files.folder");
    } catch (NoSuchElementException e) {
      throw new RegisterUnavailable(register.identifier(), e.getMessage(), e);
    }
  }

  @Override
  public List<Map<String, String>> records(EvidenceType type, String citizenNumber) {
    return newest(type).bySubject().getOrDefault(citizenNumber, List.of());
  }

  private synchronized Loaded newest(EvidenceType type) {
    JsonNode mapping = register.source().get("evidence").get(type.identifier());
    Loaded before = loaded.get(type.identifier());
    for (Found found : found(mapping)) {
      if (before != null && before.from().equals(found)) return before;
      if (refused.contains(found)) continue;
      Optional<Loaded> read = load(found, mapping);
      if (read.isPresent()) {
        loaded.put(type.identifier(), read.get());
        return read.get();
      }
    }
    if (before != null) return before;
    throw unavailable(
        "%s: expected a whole file %s in its folder"
            .formatted(type.identifier(), mapping.get("files").asString()),
        null);
  }

  /** The newest first. */
  private List<Found> found(JsonNode mapping) {
    PathMatcher wanted =
        folder.getFileSystem().getPathMatcher("glob:" + mapping.get("files").asString());
    try (Stream<Path> files = Files.list(folder)) {
      List<Found> all = new ArrayList<>();
      for (Path file : files.filter(one -> wanted.matches(one.getFileName())).toList()) {
        all.add(found(file));
      }
      all.sort(
          Comparator.comparingLong(Found::modified)
              .thenComparing(one -> one.file().getFileName().toString())
              .reversed());
      return all;
    } catch (IOException e) {
      throw unavailable("its folder cannot be read", e);
    }
  }

  private static Found found(Path file) throws IOException {
    return new Found(file, Files.getLastModifiedTime(file).toMillis(), Files.size(file));
  }

  private Optional<Loaded> load(Found found, JsonNode mapping) {
    try {
      if (found.size() > MOST_BYTES) {
        return refuse(found, "expected at most " + MOST_BYTES + " bytes, got " + found.size());
      }
      byte[] bytes = Files.readAllBytes(found.file());
      if (!found(found.file()).equals(found)) return Optional.empty(); // still being written
      return Optional.of(new Loaded(found, bySubject(CsvTable.read(bytes), mapping)));
    } catch (CsvTable.Broken e) {
      return refuse(found, e.getMessage());
    } catch (IOException e) {
      return refuse(found, "it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private Optional<Loaded> refuse(Found found, String why) {
    refused.add(found);
    LOG.warning(
        () ->
            "%s: %s is refused, %s; the file before it stays in use"
                .formatted(register.identifier(), found.file().getFileName(), why));
    return Optional.empty();
  }

  private static Map<String, List<Map<String, String>>> bySubject(CsvTable table, JsonNode mapping)
      throws CsvTable.Broken {
    int subject = column(table, mapping.get("subject").asString(), "the citizen number");
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : mapping.get("fields").properties()) {
      columns.put(field.getKey(), column(table, field.getValue().asString(), field.getKey()));
    }
    List<CsvTable.Line> newestFirst = new ArrayList<>(table.lines().reversed());
    if (mapping.has("orderBy")) {
      int order = column(table, mapping.get("orderBy").asString(), "the order");
      newestFirst.sort(
          Comparator.comparing((CsvTable.Line line) -> line.values().get(order)).reversed());
    }
    Map<String, List<Map<String, String>>> bySubject = new HashMap<>();
    for (CsvTable.Line line : newestFirst) {
      String person = line.values().get(subject).strip();
      if (person.isEmpty()) {
        throw new CsvTable.Broken(line.number(), subject + 1, "expected a citizen number");
      }
      List<Map<String, String>> records = bySubject.computeIfAbsent(person, p -> new ArrayList<>());
      if (records.size() == MOST_RECORDS) continue;
      Map<String, String> record = new LinkedHashMap<>();
      columns.forEach((field, column) -> record.put(field, line.values().get(column)));
      records.add(record);
    }
    return bySubject;
  }

  private static int column(CsvTable table, String heading, String what) throws CsvTable.Broken {
    int column = table.headings().indexOf(heading);
    if (column >= 0) return column;
    throw new CsvTable.Broken(1, 1, "expected a heading %s for %s".formatted(heading, what));
  }

  private RegisterUnavailable unavailable(String why, Throwable cause) {
    return new RegisterUnavailable(register.identifier(), why, cause);
  }
}
