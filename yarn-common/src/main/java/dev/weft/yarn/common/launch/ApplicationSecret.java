package dev.weft.yarn.common.launch;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.rpc.Secret;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;

/**
 * Distribution of the application's {@link Secret} to its containers: as a secret key of the containers' credentials,
 * which a NodeManager stores in a file that only the container's user can read; never on a command line, in an
 * environment or in HDFS.
 */
public final class ApplicationSecret {

    private static final String KEY = "weft.application.secret";
    private static final byte[] MAGIC = {'H', 'D', 'T', 'S'};

    private ApplicationSecret() {}

    /** Adds the secret to credentials that go into a launch context. */
    public static void put(Credentials credentials, Secret secret) {
        credentials.addSecretKey(new Text(KEY), secret.bytes());
    }

    /**
     * The secret in a container's token file. Reads the file's plain form itself, so that an executor needs no class of
     * Hadoop to start; leaves every other form to Hadoop.
     */
    public static Secret read(Path tokenFile) {
        try {
            return readPlain(tokenFile)
                    .or(() -> readByHadoop(tokenFile))
                    .map(Secret::of)
                    .orElseThrow(() -> new WeftException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "the container's credentials in " + tokenFile + " hold no secret of a Weft application"));
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE, "cannot read the container's credentials in " + tokenFile, e);
        }
    }

    /** Format: "HDTS", version 0, count, tokens (alias, id, password, kind, service), count, secrets (alias, bytes). */
    private static Optional<byte[]> readPlain(Path tokenFile) throws IOException {
        try (InputStream file = Files.newInputStream(tokenFile);
                DataInputStream in = new DataInputStream(new BufferedInputStream(file))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC) || in.read() != 0) {
                return Optional.empty();
            }
            for (long tokens = readLength(in); tokens > 0; tokens--) {
                for (int field = 0; field < 5; field++) {
                    in.skipNBytes(readLength(in));
                }
            }
            for (long secrets = readLength(in); secrets > 0; secrets--) {
                String alias = new String(in.readNBytes((int) readLength(in)), StandardCharsets.UTF_8);
                byte[] secret = in.readNBytes((int) readLength(in));
                if (alias.equals(KEY)) {
                    return Optional.of(secret);
                }
            }
            return Optional.empty();
        }
    }

    /** Hadoop's variable-length number: one byte from -112 on is the value, below it tells the number of bytes that follow. */
    private static long readLength(DataInputStream in) throws IOException {
        byte first = in.readByte();
        if (first >= -112) {
            return first;
        }
        long value = 0;
        for (int bytes = -112 - first; bytes > 0; bytes--) {
            value = value << 8 | in.readUnsignedByte();
        }
        return value;
    }

    private static Optional<byte[]> readByHadoop(Path tokenFile) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(tokenFile))) {
            Credentials credentials = new Credentials();
            credentials.readTokenStorageStream(in);
            return Optional.ofNullable(credentials.getSecretKey(new Text(KEY)));
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE, "cannot read the container's credentials in " + tokenFile, e);
        }
    }
}
