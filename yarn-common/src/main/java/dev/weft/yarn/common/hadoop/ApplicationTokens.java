package dev.weft.yarn.common.hadoop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Selects the security credentials (tokens) that a container gets from those of the process that launches it. */
public final class ApplicationTokens {

    /**
     * Tokens for the application master only: with them a process could request containers in the application's name.
     */
    private static final Set<Text> MASTER_ONLY =
            Set.of(new Text("YARN_AM_RM_TOKEN"), new Text("TIMELINE_DELEGATION_TOKEN"), new Text("NMToken"));

    private ApplicationTokens() {}

    /**
     * Called by the client: delegation tokens of the file system if security is on. The ResourceManager may renew them.
     */
    public static Credentials forSubmission(Configuration configuration, FileSystem fs) throws IOException {
        Credentials credentials =
                new Credentials(UserGroupInformation.getCurrentUser().getCredentials());
        if (UserGroupInformation.isSecurityEnabled()) {
            fs.addDelegationTokens(configuration.get(YarnConfiguration.RM_PRINCIPAL, ""), credentials);
        }
        return credentials;
    }

    /** Called by the application master: its own credentials without those that only it may have. */
    public static Credentials forExecutors(Credentials own) {
        Credentials credentials = new Credentials();
        for (Text alias : own.getAllSecretKeys()) {
            credentials.addSecretKey(alias, own.getSecretKey(alias));
        }
        for (Text alias : own.getTokenMap().keySet()) {
            Token<? extends TokenIdentifier> token = own.getToken(alias);
            if (!MASTER_ONLY.contains(token.getKind())) {
                credentials.addToken(alias, token);
            }
        }
        return credentials;
    }

    /** Serializes credentials for a launch context. */
    public static ByteBuffer serialize(Credentials credentials) throws IOException {
        DataOutputBuffer out = new DataOutputBuffer();
        credentials.writeTokenStorageToStream(out);
        return ByteBuffer.wrap(out.getData(), 0, out.getLength());
    }
}
