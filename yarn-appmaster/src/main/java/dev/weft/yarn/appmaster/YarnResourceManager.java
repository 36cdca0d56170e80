package dev.weft.yarn.appmaster;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateRequest;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterResponse;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Token;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of the ResourceManager over Hadoop's failover proxy, created at the first call. It stores the renewed tokens
 * that come with responses. Blocks; used by one thread.
 */
final class YarnResourceManager implements ApplicationMasterProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(YarnResourceManager.class);

    private final Supplier<Configuration> hadoop;
    private final Lazy<ApplicationMasterProtocol> proxy;

    /** @param hadoop with the deadlines that a call may take */
    YarnResourceManager(Supplier<Configuration> hadoop) {
        this.hadoop = hadoop;
        this.proxy = new Lazy<>(() -> connect(hadoop.get()));
    }

    private static ApplicationMasterProtocol connect(Configuration hadoop) {
        try {
            return ClientRMProxy.createRMProxy(hadoop, ApplicationMasterProtocol.class);
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE, "cannot connect to the ResourceManager: " + e.getMessage(), e);
        }
    }

    /** Loads Hadoop's classes and settings, which is slow. An error in them is reported by the first call. */
    void prepare() {
        try {
            proxy.get();
        } catch (RuntimeException e) {
            LOG.debug("Cannot prepare the way to the ResourceManager", e);
        }
    }

    @Override
    public RegisterApplicationMasterResponse registerApplicationMaster(RegisterApplicationMasterRequest request)
            throws YarnException, IOException {
        return proxy.get().registerApplicationMaster(request);
    }

    @Override
    public AllocateResponse allocate(AllocateRequest request) throws YarnException, IOException {
        AllocateResponse answer = proxy.get().allocate(request);
        if (answer.getAMRMToken() != null) {
            keep(answer.getAMRMToken());
        }
        return answer;
    }

    @Override
    public FinishApplicationMasterResponse finishApplicationMaster(FinishApplicationMasterRequest request)
            throws YarnException, IOException {
        return proxy.get().finishApplicationMaster(request);
    }

    private void keep(Token token) {
        try {
            org.apache.hadoop.security.token.Token<?> renewed = new org.apache.hadoop.security.token.Token<>(
                    token.getIdentifier().array(),
                    token.getPassword().array(),
                    new Text(token.getKind()),
                    ClientRMProxy.getAMRMTokenService(hadoop.get()));
            UserGroupInformation.getCurrentUser().addToken(renewed);
        } catch (IOException e) {
            LOG.warn("Cannot keep the renewed token for the ResourceManager", e);
        }
    }
}
