package org.onenet.services.issuance;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.onenet.contracts.ChainUnreachable;
import org.onenet.contracts.DepartmentAccounts;
import org.onenet.contracts.OnChainRegistry;
import org.onenet.contracts.RegistrySender;
import org.onenet.credentials.BundleContent;
import org.onenet.credentials.Registry;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Settings;

/** The registry on chain as this node reaches it, and the departments' accounts there. */
@Singleton
public class ChainDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String rpcUrl;
  private final String contract;
  private final DepartmentAccounts accounts;
  private final Catalogue catalogue;
  private final Map<String, RegistrySender> senders = new ConcurrentHashMap<>();

  @Inject
  public ChainDesk(Settings settings, Catalogue catalogue) {
    this(
        settings.text("onenet.chain.rpc-url"),
        settings.text("onenet.chain.contract"),
        DepartmentAccounts.open(
            settings.path("onenet.chain.keys"), settings.text("onenet.keys.password")),
        catalogue);
  }

  public ChainDesk(
      String rpcUrl, String contract, DepartmentAccounts accounts, Catalogue catalogue) {
    this.rpcUrl = rpcUrl;
    this.contract = contract;
    this.accounts = accounts;
    this.catalogue = catalogue;
  }

  @Produces
  @Singleton
  public Registry registry() {
    return new OnChainRegistry(rpcUrl, contract, PATIENCE);
  }

  /** The department's hand on the registry; its account is made at the first ask. */
  public RegistrySender sender(String department) {
    return senders.computeIfAbsent(
        department, id -> new RegistrySender(rpcUrl, contract, accounts.account(id)));
  }

  public String account(String department) {
    return sender(department).address();
  }

  /** The credential types that the department's service definitions give out. */
  public List<String> credentialTypes(String department) {
    return catalogue.all().stream()
        .filter(definition -> definition.hasCompetentAuthority().equals(department))
        .map(ServiceDefinition::output)
        .map(ServiceDefinition.Output::credentialType)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The registry, and how high its chain is now.
   *
   * @throws ChainUnreachable when the node does not answer
   */
  public BundleContent.Chain registryNow() {
    RegistrySender any = sender(Department.all().getFirst().id());
    return new BundleContent.Chain(
        any.chainId(), contract.toLowerCase(Locale.ROOT), any.head().number());
  }

  /**
   * A batch of the department's as the registry has it now.
   *
   * @throws ChainUnreachable when the node does not answer
   */
  public Optional<BundleContent.Batch> batch(String department, String root) {
    RegistrySender sender = sender(department);
    return sender
        .batch(root)
        .map(
            found ->
                new BundleContent.Batch(
                    sender.address(), root, found.leafCount(), found.anchoredAt()));
  }

  public String rpcUrl() {
    return rpcUrl;
  }

  public String contract() {
    return contract;
  }
}
