package org.onenet.journeys;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Opens the browsers of a test through {@link People} and closes them after it; when the test
 * failed, leaves a picture and the text of what each of them showed under {@code
 * target/screenshots}.
 */
public final class ScreenshotOnFailure
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ScreenshotOnFailure.class);

  /** The browsers of one test: one for each person in it. */
  public static final class People {
    private final List<Browser> browsers = new CopyOnWriteArrayList<>();

    /** A person at a desk. */
    public Browser atDesk() {
      return remember(Browser.desktop());
    }

    /** A person on a phone. */
    public Browser onPhone() {
      return remember(Browser.phone());
    }

    /** A person at a desk whose browser asks for this language. */
    public Browser reading(String language) {
      return remember(Browser.open(1280, 900, language));
    }

    /** A person whose phone's camera looks at what that MJPEG file shows. */
    public Browser onPhoneLookingAt(Path film) {
      return remember(Browser.phoneLookingAt(film));
    }

    private Browser remember(Browser browser) {
      browsers.add(browser);
      return browser;
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    people(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == People.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return people(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    int number = 0;
    for (Browser browser : people(context).browsers) {
      if (context.getExecutionException().isPresent()) {
        Path file =
            Path.of(
                "target/screenshots",
                context.getRequiredTestClass().getSimpleName()
                    + "."
                    + context.getRequiredTestMethod().getName()
                    + "-"
                    + number++
                    + ".png");
        browser.screenshot(file);
        System.out.println(
            "Seen at the failure ("
                + browser.driver().getCurrentUrl()
                + ", picture in "
                + file
                + "):\n"
                + browser.text());
      }
      browser.close();
    }
  }

  private static People people(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(People.class, key -> new People(), People.class);
  }
}
