package org.onenet.services.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of this node, by their MicroProfile Config names; what they mean is in the README.
 */
@Singleton
public class Settings {
  private final Config config;

  @Inject
  public Settings(Config config) {
    this.config = config;
  }

  /**
   * A setting that must be there.
   *
   * @throws NoSuchElementException naming it, when it is not
   */
  public String text(String name) {
    return optional(name)
        .orElseThrow(
            () -> new NoSuchElementException("the setting " + name + " is missing (see README)"));
  }

  public String text(String name, String otherwise) {
    return optional(name).orElse(otherwise);
  }

  public Optional<String> optional(String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }

  public int number(String name, int otherwise) {
    return config.getOptionalValue(name, Integer.class).orElse(otherwise);
  }

  public boolean flag(String name) {
    return config.getOptionalValue(name, Boolean.class).orElse(false);
  }

  public Path path(String name) {
    return Path.of(text(name));
  }

  public URI address(String name) {
    return URI.create(text(name).replaceAll("/+$", ""));
  }

  /** Where this API is reached from outside: every published id and address begins with it. */
  public URI publicUrl() {
    return address("onenet.public-url");
  }

  public URI portalUrl() {
    return address("onenet.portal-url");
  }

  public Text cityName() {
    return new Text(
        text("onenet.city-name.en", "City of Lanting"), text("onenet.city-name.zh", "兰亭市"));
  }
}
