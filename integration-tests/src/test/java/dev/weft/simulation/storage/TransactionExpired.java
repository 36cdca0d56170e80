package dev.weft.simulation.storage;

import java.io.IOException;

/** The transaction can't be committed any more: what was written in it is lost. */
public final class TransactionExpired extends IOException {

    private static final long serialVersionUID = 1L;

    TransactionExpired(String name) {
        super("transaction " + name + " has expired: what was written in it is lost");
    }
}
