package org.onenet.services.forms;

import org.onenet.services.platform.Text;

/**
 * What is wrong with one answer.
 *
 * @param code required, type, format, too-short, too-long, too-small, too-large, too-early,
 *     too-late, not-an-option, taken
 */
public record AnswerError(String field, String code, Text message) {}
