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

/** The credentials that go into a container, and how they are taken from the process's own. */
public final class ApplicationTokens {

    /** What only the application master may have: with them a process could ask for containers in the application's name. */
    private static final Set<Text> MASTER_ONLY =
            Set.of(new Text("YARN_AM_RM_TOKEN"), new Text("TIMELINE_DELEGATION_TOKEN"), new Text("NMToken"));

    private ApplicationTokens() {}

    /** On the client: delegation tokens of the file system when security is on. The ResourceManager may renew them. */
    public static Credentials forSubmission(Configuration configuration, FileSystem fs) throws IOException {
        Credentials credentials =
                new Credentials(UserGroupInformation.getCurrentUser().getCredentials());
        if (UserGroupInformation.isSecurityEnabled()) {
            fs.addDelegationTokens(configuration.get(YarnConfiguration.RM_PRINCIPAL, ""), credentials);
        }
        return credentials;
    }

    /** In the application master: its own without those that only it may have. */
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

    /** As a launch context carries them. */
    public static ByteBuffer serialize(Credentials credentials) throws IOException {
        DataOutputBuffer out = new DataOutputBuffer();
        credentials.writeTokenStorageToStream(out);
        return ByteBuffer.wrap(out.getData(), 0, out.getLength());
    }
}
