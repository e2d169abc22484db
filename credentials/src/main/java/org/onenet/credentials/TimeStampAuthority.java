package org.onenet.credentials;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.model.TimestampBinary;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * A time-stamp authority over HTTP, whose word on when something was signed counts more than the
 * signer's.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3161#section-3.4">RFC 3161 §3.4</a>
 */
public final class TimeStampAuthority {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final URI address;
  private final HttpClient http;

  public TimeStampAuthority(URI address) {
    this.address = address;
    this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  /** As DSS asks it. */
  TSPSource source() {
    return (algorithm, digest) -> new TimestampBinary(token(algorithm, digest));
  }

  /**
   * @throws Unreachable when it gives no answer, or none in order
   */
  private byte[] token(DigestAlgorithm algorithm, byte[] digest) {
    TimeStampRequestGenerator question = new TimeStampRequestGenerator();
    question.setCertReq(true);
    try {
      TimeStampRequest asked =
          question.generate(
              new ASN1ObjectIdentifier(algorithm.getOid()), digest, new BigInteger(63, RANDOM));
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(address)
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/timestamp-query")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(asked.getEncoded()))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      TimeStampResponse response = new TimeStampResponse(answer.body());
      response.validate(asked);
      if (response.getTimeStampToken() == null) {
        throw new Unreachable(address + " refused: " + response.getStatusString(), null);
      }
      return response.getTimeStampToken().getEncoded();
    } catch (IOException | TSPException e) {
      throw new Unreachable(address + " gave no time stamp", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable(address + " gave no time stamp in time", e);
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
