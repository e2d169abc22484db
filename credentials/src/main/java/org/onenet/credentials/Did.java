package org.onenet.credentials;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A did:web identifier, for example {@code did:web:localhost%3A8081:departments:public-security}.
 *
 * @param value the whole identifier, without a fragment
 * @see <a href="https://w3c-ccg.github.io/did-method-web/">did:web method</a>
 */
public record Did(String value) {
  private static final String PREFIX = "did:web:";
  private static final Pattern FORM =
      Pattern.compile("did:web:[A-Za-z0-9.-]+(%3A[0-9]{1,5})?(:[A-Za-z0-9._-]+)*");

  /**
   * @throws IllegalArgumentException when the value is not a did:web identifier
   */
  public Did {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a did:web identifier: " + value);
    }
  }

  /** The identifier of what lives at a base address and a path below it. */
  public static Did web(URI base, String... path) {
    StringBuilder did = new StringBuilder(PREFIX);
    String authority = base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    did.append(URLEncoder.encode(authority, StandardCharsets.UTF_8));
    for (String part : path) {
      did.append(':').append(part);
    }
    return new Did(did.toString());
  }

  /**
   * The identifier behind an issuer's URL, the {@code iss} of an SD-JWT VC: {@code
   * https://host:8081/departments/x} is {@code did:web:host%3A8081:departments:x}.
   *
   * @throws IllegalArgumentException when no identifier has exactly this {@link #url}
   */
  public static Did ofUrl(URI url) {
    if (url.getHost() == null || url.getRawPath() == null) {
      throw new IllegalArgumentException("not the URL of an issuer: " + url);
    }
    String path = url.getRawPath();
    Did did = path.isEmpty() ? web(url) : web(url, path.substring(1).split("/", -1));
    if (!did.url().toString().equals(url.toString()) || !url.normalize().equals(url)) {
      throw new IllegalArgumentException("not the URL of an issuer: " + url);
    }
    return did;
  }

  /** The URL of what it identifies: the way back from {@link #ofUrl}. */
  public URI url() {
    List<String> parts = parts();
    String authority = parts.removeFirst();
    String path = parts.isEmpty() ? "" : "/" + String.join("/", parts);
    return URI.create(scheme(authority) + "://" + authority + path);
  }

  /**
   * Where the DID document is: {@code /.well-known/did.json} at the host, {@code …/did.json} below
   * a path. The scheme is https, except that a loopback host without TLS is asked by http.
   */
  public URI documentUrl() {
    List<String> parts = parts();
    String authority = parts.removeFirst();
    String path = parts.isEmpty() ? "/.well-known" : "/" + String.join("/", parts);
    return URI.create(scheme(authority) + "://" + authority + path + "/did.json");
  }

  /** Host and port first, then the path. */
  private List<String> parts() {
    List<String> parts = new ArrayList<>(List.of(value.substring(PREFIX.length()).split(":")));
    parts.set(0, URLDecoder.decode(parts.getFirst(), StandardCharsets.UTF_8));
    return parts;
  }

  private static String scheme(String authority) {
    String host = authority.replaceAll(":[0-9]+$", "");
    return host.equals("localhost") || host.equals("127.0.0.1") ? "http" : "https";
  }

  @Override
  public String toString() {
    return value;
  }
}
