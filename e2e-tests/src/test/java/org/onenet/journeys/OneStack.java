package org.onenet.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.onenet.stack.Stack;
import org.onenet.stack.StackOptions;

/**
 * Gives tests the one stack of this test run: started at first ask on free ports and an empty data
 * folder, shared by all test classes, ended with the run.
 */
public final class OneStack implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(OneStack.class);

  /** The stack in JUnit's root store, which closes it at the end. */
  private record Held(Stack stack) implements AutoCloseable {
    @Override
    public void close() {
      stack.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Stack.class, key -> start(), Held.class)
        .stack();
  }

  private static Held start() {
    try {
      Path repository = Path.of(System.getProperty("onenet.repository")).toAbsolutePath();
      Path data =
          Files.createTempDirectory(
              Files.createDirectories(repository.resolve("e2e-tests/target/data")), "run-");
      Stack stack = new Stack(StackOptions.forTests(repository, data), System.out::println);
      try {
        stack.start();
      } catch (RuntimeException e) {
        stack.close();
        throw e;
      }
      return new Held(stack);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot make the stack's data folder", e);
    }
  }
}
