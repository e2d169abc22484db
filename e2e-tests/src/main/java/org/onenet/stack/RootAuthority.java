package org.onenet.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.onenet.contracts.ChainUnreachable;
import org.onenet.contracts.DepartmentAccreditation;
import org.onenet.contracts.DeployedRegistry;
import org.onenet.contracts.Deployment;
import org.onenet.contracts.DeploymentFailed;
import org.onenet.credentials.Did;
import tools.jackson.databind.JsonNode;

/**
 * The root authority's hand on a chain: it deploys the registry, and lets departments issue. Its
 * key is made at first use, in the data folder.
 *
 * <p>All acts throw {@link StackFailure} with one sentence that names the account and its key file
 * when the chain refuses: it may lack funds there, or the right.
 */
final class RootAuthority {
  private final Path keys;
  private final String password;
  private final URI rpcUrl;

  RootAuthority(Path data, Secrets secrets, URI rpcUrl) {
    this.keys = data.resolve("keys/root");
    this.password = secrets.of("keys.root");
    this.rpcUrl = rpcUrl;
  }

  /** Finds the registry that it deployed earlier, or deploys it. */
  DeployedRegistry deploy() {
    return act(() -> Deployment.deploy(rpcUrl.toString(), keys, password));
  }

  /** The departments of a running API: who they are, by which account, and what they issue. */
  static List<DepartmentAccreditation> departments(String api) {
    List<DepartmentAccreditation> departments = new ArrayList<>();
    for (JsonNode department :
        ApiCaller.stranger(api).get("/departments").expect(200).json().get("departments")) {
      List<String> types = new ArrayList<>();
      department.get("credentialTypes").forEach(type -> types.add(type.asString()));
      departments.add(
          new DepartmentAccreditation(
              new Did(department.get("did").asString()),
              department.get("account").asString(),
              types));
    }
    return departments;
  }

  /** Gives the departments' accounts what their transactions cost, where that is anything. */
  void fund(List<DepartmentAccreditation> departments) {
    List<String> accounts = departments.stream().map(DepartmentAccreditation::account).toList();
    act(
        () -> {
          Deployment.fund(rpcUrl.toString(), keys, password, accounts);
          return accounts;
        });
  }

  /** Makes the accreditations on chain agree with the list. */
  void accredit(String contract, List<DepartmentAccreditation> departments) {
    act(
        () -> {
          Deployment.accredit(rpcUrl.toString(), contract, keys, password, departments);
          return departments;
        });
  }

  private <T> T act(Supplier<T> act) {
    try {
      return act.get();
    } catch (ChainUnreachable | DeploymentFailed refused) {
      throw new StackFailure(
          "The chain at "
              + rpcUrl
              + " did not let the root authority act ("
              + refused.getMessage()
              + "). Its account is "
              + Deployment.rootAccount(keys, password)
              + ", its key in "
              + keys
              + ": give it funds there and, in a registry that others deployed, the root role.",
          refused);
    }
  }
}
