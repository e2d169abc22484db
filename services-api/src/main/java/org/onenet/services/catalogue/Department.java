package org.onenet.services.catalogue;

import java.util.List;
import java.util.Optional;
import org.onenet.services.platform.Text;

/** An authority of the city that answers for public services. */
public record Department(String id, Text name) {
  private static final List<Department> ALL =
      List.of(
          new Department("public-security", new Text("Public Security Bureau", "公安局")),
          new Department(
              "market-regulation", new Text("Market Regulation Administration", "市场监督管理局")),
          new Department("civil-affairs", new Text("Civil Affairs Bureau", "民政局")),
          new Department(
              "human-resources",
              new Text("Human Resources and Social Security Bureau", "人力资源和社会保障局")),
          new Department(
              "housing", new Text("Housing and Urban-Rural Development Bureau", "住房和城乡建设局")),
          new Department("education", new Text("Education Bureau", "教育局")));

  public static List<Department> all() {
    return ALL;
  }

  public static Optional<Department> of(String id) {
    return ALL.stream().filter(department -> department.id().equals(id)).findFirst();
  }

  /** The department of a definition, which the load has checked to be there. */
  public static Department answering(ServiceDefinition definition) {
    return of(definition.hasCompetentAuthority()).orElseThrow();
  }
}
