package org.onenet.services.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What people were told of their acts: it must hold afterwards, and of two only one is told so. */
final class WhatWasTold {
  final Map<UUID, List<SubmitApplication.Result.Accepted>> accepted = new LinkedHashMap<>();
  final Map<String, List<String>> decided = new LinkedHashMap<>();
  final Map<UUID, Integer> revoked = new LinkedHashMap<>();
  final List<String> wrong = new ArrayList<>();
  private int crashes;

  synchronized void accepted(UUID draft, SubmitApplication.Result.Accepted result, boolean stale) {
    if (stale && result.first()) wrong.add("a stale draft became a case: " + draft);
    accepted.computeIfAbsent(draft, id -> new ArrayList<>()).add(result);
  }

  synchronized void changed(boolean stale, DecideCase.Result result) {
    if (stale && result instanceof DecideCase.Result.Done done) {
      wrong.add("changed over a newer version: " + done);
    }
  }

  synchronized void decided(
      String reference, String outcome, boolean stale, DecideCase.Result result) {
    if (!(result instanceof DecideCase.Result.Done)) return;
    if (stale) wrong.add(outcome + " over a newer version: " + reference);
    decided.computeIfAbsent(reference, id -> new ArrayList<>()).add(outcome);
  }

  synchronized void revoked(UUID credential) {
    revoked.merge(credential, 1, Integer::sum);
  }

  synchronized void nothing() {
    crashes++;
  }

  synchronized int crashes() {
    return crashes;
  }
}
