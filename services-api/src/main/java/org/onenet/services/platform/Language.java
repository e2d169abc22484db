package org.onenet.services.platform;

/** The two languages that everything is written in. */
public enum Language {
  EN,
  ZH
}
