package org.onenet.services.catalogue;

import java.util.List;
import org.onenet.services.platform.Text;

/** A moment in life that makes people look for public services (CPSV-AP: LifeEvent). */
public record LifeEvent(String id, Text name) {
  private static final List<LifeEvent> ALL =
      List.of(
          new LifeEvent("moving-in", new Text("Moving in", "落户安居")),
          new LifeEvent("opening-a-business", new Text("Opening a business", "开办企业")),
          new LifeEvent("having-a-child", new Text("Having a child", "生育收养")),
          new LifeEvent("growing-older", new Text("Growing older", "养老敬老")),
          new LifeEvent("work-and-pension", new Text("Work and pension", "就业社保")));

  public static List<LifeEvent> all() {
    return ALL;
  }
}
