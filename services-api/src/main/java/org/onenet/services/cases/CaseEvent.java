package org.onenet.services.cases;

import java.time.Instant;
import java.util.Optional;
import org.onenet.services.platform.Text;

/** Something that happened to a case, in words for its citizen and its clerk. */
public record CaseEvent(Instant at, String code, Text text, Optional<Text> by) {}
