package org.onenet.portal.api;

import java.util.List;

/** What departments hold about people, as far as rights to it are given. */
public record Registers(List<Register> registers) {
  public record Register(Definition.Named owner, List<EvidenceType> evidenceTypes) {}

  public record EvidenceType(String identifier, Text name, List<AccessRights.Field> fields) {}
}
