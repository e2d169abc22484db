package org.onenet.services.registers.store;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.RegisterUnavailable;

/** One source a register, opened when it is first asked. */
@Singleton
public class Sources {
  private final Settings settings;
  private final Map<String, Source> opened = new ConcurrentHashMap<>();

  @Inject
  public Sources(Settings settings) {
    this.settings = settings;
  }

  /**
   * @throws RegisterUnavailable when its settings are not there
   */
  Source of(Register register) {
    return opened.computeIfAbsent(register.identifier(), identifier -> open(register));
  }

  private Source open(Register register) {
    String kind = register.source().get("kind").asString();
    return switch (kind) {
      case "jdbc" -> new JdbcSource(register, settings);
      case "rest" -> new RestSource(register, settings);
      case "files" -> new FilesSource(register, settings);
      default -> throw new IllegalArgumentException("no such kind of source: " + kind);
    };
  }

  @PreDestroy
  public void close() {
    opened.values().forEach(Source::close);
  }
}
