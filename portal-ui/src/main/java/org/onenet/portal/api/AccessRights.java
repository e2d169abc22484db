package org.onenet.portal.api;

import java.util.List;

/** Which department may ask which register for what. */
public record AccessRights(List<Right> accessRights) {
  public record Right(
      String id,
      String register,
      Text registerName,
      String owner,
      Text ownerName,
      String evidenceType,
      Text evidenceTypeName,
      List<Field> fields,
      String requester,
      Text requesterName,
      String service,
      Text serviceName,
      String from,
      String until,
      boolean inForce,
      int version) {}

  public record Field(String name, Text label, String sensitivity) {}
}
