package org.onenet.portal.apply;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Prefill;
import org.onenet.portal.api.Presentation;
import org.onenet.portal.api.PresentationsApi;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.SharingApi;
import tools.jackson.databind.JsonNode;

/** The draft on this page: the answers as typed here, and the application as last saved. */
final class Draft implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;
  private final transient PresentationsApi wallets;
  private final transient SharingApi sharing;
  private final Locale locale;
  private final Map<String, JsonNode> answers = new LinkedHashMap<>();
  private transient Application saved;

  Draft(
      ServicesApi api,
      PresentationsApi wallets,
      SharingApi sharing,
      Application saved,
      Locale locale) {
    this.api = api;
    this.wallets = wallets;
    this.sharing = sharing;
    this.locale = locale;
    this.saved = saved;
    this.answers.putAll(saved.answers());
  }

  Application application() {
    return saved;
  }

  Map<String, JsonNode> answers() {
    return answers;
  }

  /** Saves what was typed on a page. Refusal {@code stale-version}: changed in another window. */
  void save(String page) {
    try {
      saved = api.save(saved.id(), saved.service(), answers, page, saved.version(), locale);
    } catch (ApiProblem refused) {
      if (!"stale-version".equals(refused.code()) || !tookWhatArrived()) {
        throw refused;
      }
      saved = api.save(saved.id(), saved.service(), answers, page, saved.version(), locale);
    }
  }

  /** A register answered meanwhile: what it told goes where nothing was typed, and nobody asks. */
  private boolean tookWhatArrived() {
    Application newest = api.application(saved.id(), locale);
    Map<String, JsonNode> before = saved.answers();
    Map<String, JsonNode> arrived = new LinkedHashMap<>(newest.answers());
    arrived.entrySet().removeIf(one -> one.getValue().equals(before.get(one.getKey())));
    boolean onlyThat =
        newest.answers().keySet().containsAll(before.keySet())
            && arrived.keySet().stream()
                .allMatch(
                    field ->
                        !before.containsKey(field)
                            && "fetched".equals(newest.provenance().get(field).kind()));
    if (onlyThat) {
      arrived.forEach(answers::putIfAbsent);
      saved = newest;
    }
    return onlyThat;
  }

  /** Takes the newest version from elsewhere and puts what was typed on this page on top. */
  void keepMine(String page, List<String> fieldsOfPage) {
    Application newest = api.application(saved.id(), locale);
    Map<String, JsonNode> merged = new LinkedHashMap<>(newest.answers());
    for (String field : fieldsOfPage) {
      if (answers.containsKey(field)) {
        merged.put(field, answers.get(field));
      }
    }
    answers.clear();
    answers.putAll(merged);
    saved = newest;
    save(page);
  }

  void reload() {
    saved = api.application(saved.id(), locale);
    answers.clear();
    answers.putAll(saved.answers());
  }

  List<ApiProblem.FieldError> validate(String page) {
    return api.validate(saved.id(), page, locale);
  }

  /** What registers would be asked, and how far that is. */
  Prefill prefill() {
    Prefill now = sharing.prefill(saved.id(), locale);
    reload();
    return now;
  }

  Prefill agree(List<String> evidenceTypes) {
    Prefill told = sharing.agree(saved.id(), evidenceTypes, locale);
    reload();
    return told;
  }

  /** Takes back what the registers told, and with it the consent. */
  void decline() {
    sharing.decline(saved.id(), locale);
    reload();
  }

  /** Asks the citizen's wallet for what fills this form. */
  Presentation.Made askWallet(boolean sameDevice) {
    return wallets.askForForm(saved.id(), sameDevice, locale);
  }

  /** How that stands; the answers are others when it was answered. */
  Presentation.ForForm shown(String id, String responseCode) {
    Presentation.ForForm now = wallets.forForm(saved.id(), id, responseCode, locale);
    if (now.presentation().isOver()) {
      reload();
    }
    return now;
  }

  Application.Receipt submit() {
    return api.submit(saved.id(), saved.version(), locale);
  }

  void upload(String field, String name, byte[] bytes) {
    api.upload(saved.id(), field, name, bytes, locale);
    takeDocuments();
  }

  void removeDocument(String document) {
    api.removeDocument(saved.id(), document, locale);
    takeDocuments();
  }

  /** Documents and version are the server's; what is typed here but not saved yet stays. */
  private void takeDocuments() {
    Map<String, JsonNode> typed = new LinkedHashMap<>(answers);
    Map<String, JsonNode> before = saved.answers();
    reload();
    typed.forEach(
        (field, value) -> {
          if (!value.equals(before.get(field))) {
            answers.put(field, value);
          }
        });
  }
}
