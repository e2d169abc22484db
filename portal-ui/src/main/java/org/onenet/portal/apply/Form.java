package org.onenet.portal.apply;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.onenet.portal.api.Cases;
import org.onenet.portal.api.Definition;

/** One application being filled in: its definition, its draft, and the addresses of its pages. */
final class Form implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The page of consent, before the definition's own; the schema keeps this id free. */
  static final String START = "before-you-start";

  /** The page of all answers, after the definition's own; the schema keeps this id free. */
  static final String CHECK = "check-your-answers";

  private final transient Definition definition;
  private final Draft draft;
  private final transient Optional<Cases.Notice> notice;

  /**
   * @param notice what is missing, when the application is open again
   */
  Form(Definition definition, Draft draft, Optional<Cases.Notice> notice) {
    this.definition = definition;
    this.draft = draft;
    this.notice = notice;
  }

  Optional<Cases.Notice> notice() {
    return notice;
  }

  /** Whether a register makes this document needless, and no clerk asks for it all the same. */
  boolean isWaived(String field) {
    boolean asked =
        notice.stream()
            .flatMap(one -> one.items().stream())
            .anyMatch(missing -> missing.field().equals(field));
    return !asked && draft.application().isWaived(field);
  }

  Definition definition() {
    return definition;
  }

  Draft draft() {
    return draft;
  }

  /** The definition's pages that these answers ask for, in order. */
  List<Definition.Page> pages() {
    return definition.pagesFor(draft.answers());
  }

  /** The first page after consent. */
  String firstPage() {
    List<Definition.Page> pages = pages();
    return pages.isEmpty() ? CHECK : pages.getFirst().id();
  }

  /**
   * The page after this one; it may depend on what was just answered. Who completes an application
   * goes back to all answers.
   */
  String pageAfter(String page) {
    if (notice.isPresent()) return CHECK;
    List<String> ids = pages().stream().map(Definition.Page::id).toList();
    int next = ids.indexOf(page) + 1;
    return next < ids.size() ? ids.get(next) : CHECK;
  }

  String pageBefore(String page) {
    List<String> ids = pages().stream().map(Definition.Page::id).toList();
    int here = CHECK.equals(page) ? ids.size() : ids.indexOf(page);
    return here <= 0 ? START : ids.get(here - 1);
  }

  /** The field of that id, or null. */
  Definition.Field field(String id) {
    return definition.form().pages().stream()
        .flatMap(page -> page.fields().stream())
        .filter(field -> field.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  /** The page that asks for that field, or null. */
  String pageOf(String field) {
    return definition.form().pages().stream()
        .filter(page -> page.fields().stream().anyMatch(one -> one.id().equals(field)))
        .map(Definition.Page::id)
        .findFirst()
        .orElse(null);
  }

  /** A page's address within the portal. */
  String address(String page) {
    return "/app/apply/" + definition.identifier() + "/" + draft.application().id() + "/" + page;
  }
}
