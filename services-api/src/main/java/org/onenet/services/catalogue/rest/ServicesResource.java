package org.onenet.services.catalogue.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.LifeEvent;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The catalogue, for everybody. */
@Path("services")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class ServicesResource {
  private final Catalogue catalogue;

  @Inject
  public ServicesResource(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  public record Listing(
      List<Entry> services, List<LifeEvent> lifeEvents, List<Department> authorities) {}

  public record Entry(
      String identifier,
      int version,
      Text name,
      Text description,
      Map<String, List<String>> keyword,
      List<String> lifeEvents,
      Department authority,
      int trips,
      ServiceDefinition.Cost fee,
      int workingDays,
      int typicalWorkingDays,
      boolean decidedAtOnce) {}

  @GET
  @PermitAll
  @Operation(summary = "Public services, found by words, life event or authority")
  public Listing services(
      @QueryParam("q") String words,
      @QueryParam("lifeEvent") String lifeEvent,
      @QueryParam("authority") String authority) {
    List<Entry> found =
        catalogue.all().stream()
            .filter(one -> blank(lifeEvent) || one.isGroupedBy().contains(lifeEvent))
            .filter(one -> blank(authority) || one.hasCompetentAuthority().equals(authority))
            .filter(one -> blank(words) || matches(one, words))
            .map(ServicesResource::entry)
            .toList();
    return new Listing(found, LifeEvent.all(), answering());
  }

  @GET
  @Path("{service}")
  @PermitAll
  @Operation(summary = "One service definition, whole; the current version unless one is asked for")
  public Map<String, JsonNode> service(
      @PathParam("service") String service, @QueryParam("version") Integer version) {
    ServiceDefinition definition =
        (version == null ? catalogue.current(service) : catalogue.version(service, version))
            .orElseThrow(Refusal::notFound);
    ObjectNode whole = (ObjectNode) catalogue.document(definition).deepCopy();
    Department department = Department.answering(definition);
    ObjectNode authority = whole.putObject("authority");
    authority.put("id", department.id());
    authority.putObject("name").put("en", department.name().en()).put("zh", department.name().zh());
    Map<String, JsonNode> members = new LinkedHashMap<>();
    whole.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private static Entry entry(ServiceDefinition one) {
    return new Entry(
        one.identifier(),
        one.version(),
        one.name(),
        one.description(),
        one.keyword(),
        one.isGroupedBy(),
        Department.answering(one),
        one.trips(),
        one.hasCost(),
        one.processingTime().workingDays(),
        one.processingTime().typicalWorkingDays(),
        one.decidedAtOnce());
  }

  /** Who answers for no service is no way to find one. */
  private List<Department> answering() {
    return Department.all().stream()
        .filter(
            one ->
                catalogue.all().stream()
                    .anyMatch(service -> service.hasCompetentAuthority().equals(one.id())))
        .toList();
  }

  /** Every word must stand somewhere in the texts, in either language. */
  private static boolean matches(ServiceDefinition one, String words) {
    String all =
        Stream.concat(
                Stream.of(
                    one.name().en(),
                    one.name().zh(),
                    one.description().en(),
                    one.description().zh()),
                one.keyword().values().stream().flatMap(List::stream))
            .reduce("", (a, b) -> a + "\n" + b)
            .toLowerCase(Locale.ROOT);
    return Stream.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+")).allMatch(all::contains);
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
