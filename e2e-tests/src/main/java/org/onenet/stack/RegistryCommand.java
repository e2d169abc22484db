package org.onenet.stack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.onenet.contracts.DepartmentAccreditation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./onenet registry}: the root authority's acts on a chain of one's own. */
@Command(
    name = "registry",
    description = "The registry on a chain of your own; ./onenet run does both for its own stack.",
    mixinStandardHelpOptions = true)
final class RegistryCommand {

  @Command(
      name = "deploy",
      description = "Deploy the registry, or find the one deployed before; prints its address.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  int deploy(
      @Option(names = "--rpc", required = true, paramLabel = "URL", description = "the node")
          URI rpc,
      @Option(
              names = "--data",
              defaultValue = ".onenet",
              paramLabel = "DIR",
              description = "the folder of the root authority's key, made at first use")
          Path data) {
    System.out.println(root(data, rpc).deploy().contract());
    return 0;
  }

  @Command(
      name = "accredit",
      description = "Let each department of a running API issue what its services say.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  int accredit(
      @Option(names = "--rpc", required = true, paramLabel = "URL", description = "the node")
          URI rpc,
      @Option(names = "--contract", required = true, paramLabel = "ADDRESS") String contract,
      @Option(names = "--api", defaultValue = "http://localhost:8081", paramLabel = "URL")
          String api,
      @Option(
              names = "--data",
              defaultValue = ".onenet",
              paramLabel = "DIR",
              description = "the folder of the root authority's key")
          Path data) {
    List<DepartmentAccreditation> departments = RootAuthority.departments(api);
    RootAuthority root = root(data, rpc);
    root.fund(departments);
    root.accredit(contract, departments);
    for (DepartmentAccreditation department : departments) {
      System.out.println(department.did().value() + " may issue " + department.credentialTypes());
    }
    return 0;
  }

  private static RootAuthority root(Path data, URI rpc) {
    Path folder = data.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
    } catch (java.io.IOException e) {
      throw new StackFailure("The data folder " + folder + " cannot be written.", e);
    }
    return new RootAuthority(folder, new Secrets(folder), rpc);
  }
}
