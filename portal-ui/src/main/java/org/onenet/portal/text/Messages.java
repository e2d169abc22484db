package org.onenet.portal.text;

import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The portal's texts in its two languages, from {@code messages_en} and {@code messages_zh}. A key
 * that is missing is a mistake of ours and shows as the key itself; a test compares the two files.
 */
public class Messages implements I18NProvider {
  private static final long serialVersionUID = 1L;

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  public static final Locale ENGLISH = Locale.ENGLISH;
  public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

  @Override
  public List<Locale> getProvidedLocales() {
    return List.of(ENGLISH, CHINESE);
  }

  @Override
  public String getTranslation(String key, Locale locale, Object... arguments) {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "messages",
            "zh".equals(locale.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH,
            Messages.class.getClassLoader(),
            NO_FALLBACK);
    if (!texts.containsKey(key)) {
      return key;
    }
    String text = texts.getString(key);
    return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
  }
}
