package org.onenet.journeys;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One person's browser: headless Chromium with a fresh profile, waiting on what is seen. */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private final WebDriverWait wait;
  private final Path folder;

  /** Animations that end, in the page and in every shadow tree of it. */
  private static final String STANDS_STILL =
      """
      const moves = root => root.getAnimations().some(one => one.playState === 'running'
          && Number.isFinite(one.effect.getComputedTiming().endTime))
        || [...root.querySelectorAll('*')].some(one => one.shadowRoot && moves(one.shadowRoot));
      return !moves(document);
      """;

  /**
   * A page of the portal's app comes as an empty outlet, which a view fills later; until then no
   * client of the server's is there that could be busy.
   */
  private static final String SETTLED =
      """
      const outlet = document.getElementById('outlet');
      return document.readyState === 'complete'
        && (!outlet || outlet.innerText.trim() !== '')
        && Object.values(window.Vaadin?.Flow?.clients ?? {})
            .every(client => !client.isActive || !client.isActive());
      """;

  private Browser(ChromeDriver driver, Path folder) {
    this.driver = driver;
    this.wait = new WebDriverWait(driver, PATIENCE);
    this.wait.ignoring(StaleElementReferenceException.class);
    this.folder = folder;
  }

  /** A browser on a desk: 1280 pixels wide, English. */
  public static Browser desktop() {
    return open(1280, 900, "en");
  }

  /** A browser on a phone: 390 pixels wide. */
  public static Browser phone() {
    return open(390, 844, "en");
  }

  /** A phone whose camera looks at what an MJPEG file shows, and may be used. */
  public static Browser phoneLookingAt(Path film) {
    return open(
        390,
        844,
        "en",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--use-file-for-fake-video-capture=" + film);
  }

  /** A browser of that size whose first language is the given one. */
  public static Browser open(int width, int height, String language, String... further) {
    try {
      Path folder = Files.createTempDirectory("onenet-browser-");
      ChromeOptions options = new ChromeOptions();
      options.setBinary(program("chromium"));
      options.addArguments(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--force-prefers-reduced-motion",
          "--user-data-dir=" + folder.resolve("profile"),
          "--lang=" + language);
      options.addArguments(further);
      options.setExperimentalOption(
          "prefs",
          Map.of(
              "intl.accept_languages",
              language,
              "download.default_directory",
              downloads(folder).toString(),
              "credentials_enable_service",
              false,
              "profile.password_manager_leak_detection",
              false));
      ChromeDriverService driverProgram =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(Path.of(program("chromedriver")).toFile())
              .usingAnyFreePort()
              .withLogOutput(java.io.OutputStream.nullOutputStream())
              .build();
      ChromeDriver driver = new ChromeDriver(driverProgram, options);
      // A headless window has a least width; the page's own width is set as a phone's would be.
      driver.executeCdpCommand(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
      driver.manage().window().setSize(new Dimension(Math.max(width, 500), height));
      return new Browser(driver, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a browser's folders", e);
    }
  }

  private static String program(String name) {
    for (String folder : List.of("/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/homebrew/bin")) {
      Path found = Path.of(folder, name);
      if (Files.isExecutable(found)) return found.toString();
    }
    throw new IllegalStateException(
        "no " + name + ": install it (Debian: apt-get install chromium chromium-driver)");
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Where this browser's downloads land. */
  public Path downloads() {
    return downloads(folder);
  }

  private static Path downloads(Path folder) {
    return folder.resolve("downloads");
  }

  public Browser go(String url) {
    driver.get(url);
    return this;
  }

  /** Signs in on Keycloak's page, which must be the one shown next. */
  public Browser signIn(String user) {
    type(By.id("username"), user);
    List<WebElement> password = driver.findElements(By.id("password"));
    if (password.isEmpty()) {
      click(By.id("kc-login"));
    }
    type(By.id("password"), "demo");
    click(By.id("kc-login"));
    wait.withMessage(() -> "still at the sign-in page: " + text())
        .until(d -> d.findElements(By.id("kc-login")).isEmpty());
    return this;
  }

  public WebElement see(By what) {
    return wait.withMessage(() -> "nothing to be seen of " + what)
        .until(
            d -> {
              WebElement found = d.findElement(what);
              return found.isDisplayed() ? found : null;
            });
  }

  public WebElement see(String id) {
    return see(By.id(id));
  }

  /** Waits until the page's text contains these words. */
  public Browser seeText(String words) {
    wait.withMessage(() -> "page without \"" + words + "\": " + text())
        .until(d -> text().contains(words));
    return this;
  }

  /** Chrome has a name of its own for a body whose page is replaced while it is read. */
  public String text() {
    try {
      return driver.findElement(By.tagName("body")).getText();
    } catch (WebDriverException e) {
      if (!e.getMessage().contains("does not belong to the document")) throw e;
      throw new StaleElementReferenceException("the page was replaced meanwhile", e);
    }
  }

  /** Waits for whatever else a journey must see. */
  public <T> T until(ExpectedCondition<T> condition) {
    return wait.until(condition);
  }

  public Browser click(String id) {
    return click(By.id(id));
  }

  public Browser click(By what) {
    wait.until(
        d -> {
          WebElement found = d.findElement(what);
          if (!found.isDisplayed() || !found.isEnabled()) return false;
          ((JavascriptExecutor) d)
              .executeScript("arguments[0].scrollIntoView({block:'center'})", found);
          try {
            found.click();
            return true;
          } catch (org.openqa.selenium.ElementClickInterceptedException e) {
            return false;
          }
        });
    return this;
  }

  public Browser type(By what, String text) {
    WebElement field = see(what);
    field.clear();
    field.sendKeys(text);
    return this;
  }

  /** Waits until the page is there and has heard from the server all that it has asked. */
  public Browser settle() {
    wait.withMessage(() -> "still loading: " + driver.getCurrentUrl())
        .until(d -> Boolean.TRUE.equals(((JavascriptExecutor) d).executeScript(SETTLED)));
    return this;
  }

  /** Waits until nothing fades or slides: what is half there has half its contrast. */
  private void standStill() {
    wait.until(d -> Boolean.TRUE.equals(((JavascriptExecutor) d).executeScript(STANDS_STILL)));
  }

  /** Whether something of that id is shown now. */
  public boolean shows(String id) {
    return driver.findElements(By.id(id)).stream().anyMatch(WebElement::isDisplayed);
  }

  /** A property of the element of that id, as its page's script sees it. */
  public Object property(String id, String name) {
    return ((JavascriptExecutor) driver)
        .executeScript("return document.getElementById(arguments[0])[arguments[1]]", id, name);
  }

  /** Presses keys, wherever the focus is. */
  public Browser press(CharSequence... keys) {
    new org.openqa.selenium.interactions.Actions(driver).sendKeys(String.join("", keys)).perform();
    return this;
  }

  /** Presses Tab until the focus is in the element of that id. */
  public Browser tabTo(String id) {
    see(id);
    for (int step = 0; step < 120; step++) {
      press(org.openqa.selenium.Keys.TAB);
      Object there =
          ((JavascriptExecutor) driver)
              .executeScript(
                  "const f = document.activeElement; return !!f && !!f.closest('#' + CSS.escape("
                      + "arguments[0]))",
                  id);
      if (Boolean.TRUE.equals(there)) return this;
    }
    throw new AssertionError("the Tab key never comes to " + id + ":\n" + text());
  }

  /** Chooses a file in an upload of Vaadin's. */
  public Browser upload(String id, Path file) {
    see(id)
        .getShadowRoot()
        .findElement(By.cssSelector("input[type=file]"))
        .sendKeys(file.toString());
    return this;
  }

  /**
   * Checks the page against WCAG 2.2 AA with axe, and that nothing of it lies beside the screen.
   *
   * @throws AssertionError naming each rule that is broken and where
   */
  public Browser mustBeAccessible() {
    settle();
    standStill();
    Object beside =
        driver.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (((Number) beside).intValue() > 1) {
      throw new AssertionError(
          driver.getCurrentUrl() + " is " + beside + " pixels wider than the screen");
    }
    Results results =
        new AxeBuilder()
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze(driver);
    if (!results.getViolations().isEmpty()) {
      throw new AssertionError(
          driver.getCurrentUrl()
              + " breaks WCAG 2.2 AA:\n"
              + results.getViolations().stream()
                  .map(Browser::describe)
                  .collect(Collectors.joining("\n")));
    }
    return this;
  }

  private static String describe(Rule rule) {
    return "  "
        + rule.getId()
        + ": "
        + rule.getHelp()
        + "\n    "
        + rule.getNodes().stream()
            .map(node -> node.getTarget() + " " + node.getHtml())
            .collect(Collectors.joining("\n    "));
  }

  /** Writes what is on the screen to a PNG file. */
  public Browser screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException | UncheckedIOException e) {
      // Chromium's last process may still be writing: what is left is in the system's own folder.
      folder.toFile().deleteOnExit();
    }
  }
}
