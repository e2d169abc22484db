package org.onenet.stack.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Bytes over the wire and time to usable of a page, in headless Chromium with an empty cache. */
final class Pages implements AutoCloseable {
  /**
   * One page load.
   *
   * @param kilobytes everything the page transferred, headers included, kB
   * @param milliseconds from the start of the navigation until the page's heading is there and the
   *     page has loaded
   */
  record Opened(double kilobytes, double milliseconds) {}

  private static final String TIMING =
      """
      const all = performance.getEntriesByType('navigation')
          .concat(performance.getEntriesByType('resource'));
      const bytes = all.reduce((sum, entry) => sum + (entry.transferSize || 0), 0);
      const loaded = performance.getEntriesByType('navigation')[0].loadEventEnd;
      return document.querySelector('main h1') && loaded ? [bytes, performance.now()] : null;
      """;

  private final ChromeDriver driver;

  Pages() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900");
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .usingAnyFreePort()
                .withLogOutput(java.io.OutputStream.nullOutputStream())
                .build(),
            options);
  }

  /** Whether this machine can measure pages at all. */
  static boolean possible() {
    return Files.isExecutable(Path.of("/usr/bin/chromium"))
        && Files.isExecutable(Path.of("/usr/bin/chromedriver"));
  }

  /** The median load of several, each with an emptied cache. */
  Opened open(String url) {
    List<Opened> loads =
        java.util.stream.Stream.generate(() -> load(url))
            .limit(5)
            .sorted(java.util.Comparator.comparingDouble(Opened::milliseconds))
            .toList();
    return loads.get(loads.size() / 2);
  }

  private Opened load(String url) {
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    driver.get(url);
    List<?> numbers =
        new WebDriverWait(driver, Duration.ofSeconds(30), Duration.ofMillis(10))
            .until(d -> (List<?>) driver.executeScript(TIMING));
    return new Opened(
        ((Number) numbers.get(0)).doubleValue() / 1000, ((Number) numbers.get(1)).doubleValue());
  }

  /** Signs a demo account in anew, as another browser would; the sessions before stay open. */
  void signIn(String portal, String user) {
    driver.get("about:blank"); // the page before could still answer, and bring its cookie back
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    driver.get(portal + "/app/applications");
    new WebDriverWait(driver, Duration.ofSeconds(30))
        .until(d -> d.findElement(By.id("username")))
        .sendKeys(user);
    if (driver.findElements(By.id("password")).isEmpty()) {
      driver.findElement(By.id("kc-login")).click();
    }
    driver.findElement(By.id("password")).sendKeys("demo");
    driver.findElement(By.id("kc-login")).click();
    new WebDriverWait(driver, Duration.ofSeconds(30))
        .until(d -> !d.findElements(By.cssSelector("main h1")).isEmpty());
  }

  @Override
  public void close() {
    driver.quit();
  }
}
