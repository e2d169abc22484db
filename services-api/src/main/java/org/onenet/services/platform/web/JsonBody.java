package org.onenet.services.platform.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Collectors;
import org.onenet.services.platform.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON bodies by Jackson instead of the server's JSON-B, so that what comes in is read strictly.
 */
@Provider
@Priority(1)
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, "application/schema+json"})
public class JsonBody implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
  private static final List<Class<?>> RAW = List.of(String.class, byte[].class, InputStream.class);

  @Override
  public boolean isReadable(Class<?> type, Type generic, Annotation[] with, MediaType media) {
    return !RAW.contains(type);
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type generic,
      Annotation[] with,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    return read(Json.MAPPER, body, generic);
  }

  private static Object read(JsonMapper mapper, InputStream body, Type type) {
    Object value;
    try {
      value = mapper.readValue(body, mapper.constructType(type));
    } catch (UnrecognizedPropertyException e) {
      String known =
          e.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      throw Refusal.malformed(field(e), "only " + known, "仅限 " + known);
    } catch (DatabindException e) {
      throw Refusal.malformed(field(e), "a value of the documented type", "文档所规定类型的值");
    } catch (JacksonException e) {
      throw notJson(e);
    }
    if (value == null) throw Refusal.malformed("body", "a JSON object", "JSON 对象");
    return value;
  }

  /** Reads bodies of one type that may be larger than others, refusing the same. */
  public static final class Large<T> {
    private final Class<T> type;
    private final int mostBytes;
    private final JsonMapper mapper;

    public Large(Class<T> type, int mostBytes) {
      this.type = type;
      this.mostBytes = mostBytes;
      this.mapper = Json.upTo(mostBytes);
    }

    /**
     * @throws Refusal when it is not JSON of that type, or larger
     */
    public T read(InputStream body) throws IOException {
      byte[] bytes = bytes(body, mostBytes);
      return type.cast(JsonBody.read(mapper, new ByteArrayInputStream(bytes), type));
    }
  }

  /**
   * All of a body.
   *
   * @throws Refusal when it has more than so many bytes
   */
  public static byte[] bytes(InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw Refusal.of(
          413,
          "too-large",
          new Text("At most " + most / 1024 + " KB are taken.", "最大 " + most / 1024 + " KB。"));
    }
    return bytes;
  }

  private static String field(DatabindException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "body" : path.replaceFirst("^\\.", "");
  }

  /** Where it stops being JSON, for whoever wrote it by hand; never what stands there. */
  private static Refusal notJson(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    if (at == null || at.getLineNr() < 1) {
      return Refusal.malformed("body", "a JSON object", "JSON 对象");
    }
    return Refusal.malformed(
        "body",
        "a JSON object; it cannot be read at line "
            + at.getLineNr()
            + ", column "
            + at.getColumnNr(),
        "JSON 对象；第 " + at.getLineNr() + " 行第 " + at.getColumnNr() + " 列无法读取");
  }

  @Override
  public boolean isWriteable(Class<?> type, Type generic, Annotation[] with, MediaType media) {
    return !RAW.contains(type);
  }

  @Override
  public void writeTo(
      Object value,
      Class<?> type,
      Type generic,
      Annotation[] with,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    body.write(Json.bytes(value));
  }
}
