package org.onenet.services.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.onenet.services.platform.Background;

/** Lets {@link AskRegisters} go on, on every node, and old answers be forgotten. */
@ApplicationScoped
public class ExchangeWorker {
  private static final long PAUSE = 1_000;
  private static final long FORGETTING = 60_000;

  private final AskRegisters askRegisters;
  private final AnswerRequest answerRequest;
  private final Background background;

  /** For the container's proxy only. */
  protected ExchangeWorker() {
    this(null, null, null);
  }

  @Inject
  public ExchangeWorker(
      AskRegisters askRegisters, AnswerRequest answerRequest, Background background) {
    this.askRegisters = askRegisters;
    this.answerRequest = answerRequest;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(PAUSE, "exchange", askRegisters::goOn);
    background.every(FORGETTING, "forgetting of fetched evidence", askRegisters::forget);
    background.every(FORGETTING, "forgetting of answered requests", answerRequest::forget);
  }
}
