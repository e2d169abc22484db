package org.onenet.services.platform;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a city says of itself in JSON documents: those shipped in this war and those in a folder of
 * its own, each checked against its JSON Schema. One that is broken stops the start with a
 * sentence.
 */
public final class CheckedDocuments {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final int MOST_ERRORS = 5;

  private CheckedDocuments() {}

  /**
   * One document.
   *
   * @param file its name, for whoever has to mend it
   * @param shipped whether it came in this war, and not from the city's own folder
   */
  public record Document(String file, boolean shipped, JsonNode json) {
    public <T> T as(Class<T> type) {
      return JSON.treeToValue(json, type);
    }
  }

  /**
   * @param shipped a resource folder whose {@code index.txt} names its files
   * @param folder the city's own, every {@code *.json} in it
   * @param schema the resource that they are checked against
   * @throws DocumentBroken naming the file and the place in it
   */
  public static List<Document> read(String shipped, Optional<Path> folder, String schema) {
    Schema rules = SCHEMAS.getSchema(resource(schema));
    List<Document> documents = new ArrayList<>();
    for (String name : resource(shipped + "/index.txt").lines().toList()) {
      if (!name.isBlank()) {
        documents.add(checked(name, true, resource(shipped + "/" + name.strip()), rules));
      }
    }
    folder.ifPresent(own -> documents.addAll(inside(own, rules)));
    return documents;
  }

  private static List<Document> inside(Path folder, Schema rules) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Document> documents = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        documents.add(checked(file.getFileName().toString(), false, Files.readString(file), rules));
      }
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the documents in " + folder, e);
    }
  }

  private static Document checked(String file, boolean shipped, String text, Schema rules) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new DocumentBroken(file + " is not JSON: " + e.getOriginalMessage());
    }
    String broken =
        rules.validate(document).stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
            .limit(MOST_ERRORS)
            .collect(Collectors.joining("; "));
    if (!broken.isEmpty()) throw new DocumentBroken(file + ": " + broken);
    return new Document(file, shipped, document);
  }

  private static String resource(String name) {
    try (InputStream in = CheckedDocuments.class.getResourceAsStream(name)) {
      if (in == null) throw new DocumentBroken("the resource " + name + " is missing");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
