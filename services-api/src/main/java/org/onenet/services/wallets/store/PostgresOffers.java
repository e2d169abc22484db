package org.onenet.services.wallets.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Record;
import org.onenet.services.platform.Database;
import org.onenet.services.wallets.Offers;

/** Offers and tokens as rows; the offer's row is what its redemptions race for. */
@Singleton
public class PostgresOffers implements Offers {
  private static final String OPEN =
      " WHERE code = ? AND redeemed_at IS NULL AND expires_at > ?::timestamptz";

  private final Database database;

  @Inject
  public PostgresOffers(Database database) {
    this.database = database;
  }

  @Override
  public void add(Offer offer) {
    database
        .sql()
        .execute(
            "INSERT INTO wallet_offer (code, case_reference, credential_type, holder, pin,"
                + " made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            offer.code(),
            offer.caseReference(),
            offer.credentialType(),
            offer.holder(),
            offer.pin(),
            Database.utc(offer.madeAt()),
            Database.utc(offer.expiresAt()));
  }

  @Override
  public Optional<Offer> open(String code, Instant at) {
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT * FROM wallet_offer" + OPEN, code, Database.utc(at)))
        .map(PostgresOffers::offer);
  }

  @Override
  public Attempt redeem(String code, String pin, int mostWrongPins, Instant at) {
    int redeemed =
        database
            .sql()
            .execute(
                "UPDATE wallet_offer SET redeemed_at = ?::timestamptz"
                    + OPEN
                    + " AND pin = ? AND wrong_pins < ?",
                Database.utc(at),
                code,
                Database.utc(at),
                pin,
                mostWrongPins);
    if (redeemed == 1) return Attempt.REDEEMED;
    int counted =
        database
            .sql()
            .execute(
                "UPDATE wallet_offer SET wrong_pins = wrong_pins + 1"
                    + OPEN
                    + " AND wrong_pins < ?",
                code,
                Database.utc(at),
                mostWrongPins);
    return counted == 1 ? Attempt.WRONG_PIN : Attempt.NOT_OPEN;
  }

  @Override
  public Offer redeemed(String code) {
    return offer(
        database
            .sql()
            .fetchOne(
                "SELECT * FROM wallet_offer WHERE code = ? AND redeemed_at IS NOT NULL", code));
  }

  @Override
  public void add(Token token) {
    database
        .sql()
        .execute(
            "INSERT INTO wallet_token (token, offer, thumbprint, client, made_at, expires_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)",
            token.token(),
            token.offer().code(),
            token.thumbprint().orElse(null),
            token.client().orElse(null),
            Database.utc(token.madeAt()),
            Database.utc(token.expiresAt()));
  }

  @Override
  public Optional<Token> token(String token, Instant at) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT o.*, t.token, t.thumbprint, t.client, t.made_at AS given_at,"
                        + " t.expires_at AS over_at FROM wallet_token t"
                        + " JOIN wallet_offer o ON o.code = t.offer"
                        + " WHERE t.token = ? AND t.expires_at > ?::timestamptz",
                    token,
                    Database.utc(at)))
        .map(
            row ->
                new Token(
                    row.get("token", String.class),
                    offer(row),
                    Optional.ofNullable(row.get("thumbprint", String.class)),
                    Optional.ofNullable(row.get("client", String.class)),
                    row.get("given_at", Instant.class),
                    row.get("over_at", Instant.class)));
  }

  private static Offer offer(Record row) {
    return new Offer(
        row.get("code", String.class),
        row.get("case_reference", String.class),
        row.get("credential_type", String.class),
        row.get("holder", String.class),
        row.get("pin", String.class),
        row.get("made_at", Instant.class),
        row.get("expires_at", Instant.class));
  }
}
