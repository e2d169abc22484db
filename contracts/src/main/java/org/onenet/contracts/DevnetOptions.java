package org.onenet.contracts;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param binary anvil, see {@link Devnet#binary}
 * @param dataDir folder of the state file and the log, made when it is not there
 * @param port on 127.0.0.1
 * @param chainId what the chain calls itself
 * @param stateInterval how often the state is written; what is younger is lost by a hard kill
 * @param startTimeout for the first answer
 */
public record DevnetOptions(
    Path binary,
    Path dataDir,
    int port,
    long chainId,
    Duration stateInterval,
    Duration startTimeout) {

  /** The usual: chain id 31337, state written every two seconds. */
  public DevnetOptions(Path binary, Path dataDir, int port) {
    this(binary, dataDir, port, 31_337, Duration.ofSeconds(2), Duration.ofSeconds(30));
  }
}
