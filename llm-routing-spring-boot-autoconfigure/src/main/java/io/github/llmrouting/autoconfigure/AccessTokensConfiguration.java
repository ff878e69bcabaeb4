package io.github.llmrouting.autoconfigure;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

import com.google.auth.oauth2.GoogleCredentials;
import io.github.llmrouting.provider.gemini.AccessTokens;
import io.github.llmrouting.provider.gemini.GoogleAccessTokens;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Takes access tokens for Vertex AI from Google's library, if it is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(GoogleCredentials.class)
class AccessTokensConfiguration {

	private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

	@Bean
	@Conditional(OnVertexAiCondition.class)
	@ConditionalOnMissingBean
	AccessTokens llmRoutingAccessTokens(ObjectProvider<GoogleCredentials> credentials) {
		GoogleCredentials known = credentials.getIfAvailable(AccessTokensConfiguration::applicationDefault);
		return new GoogleAccessTokens(known.createScopedRequired() ? known.createScoped(SCOPE) : known,
				Schedulers.boundedElastic(), InstantSource.system());
	}

	private static GoogleCredentials applicationDefault() {
		try {
			return GoogleCredentials.getApplicationDefault();
		}
		catch (IOException ex) {
			throw new InvalidRoutingConfigurationException(List.of(new ConfigurationProblem("llm.routing.providers",
					"has a provider at Vertex AI, and Google's library finds no credentials",
					"set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account, or add a GoogleCredentials "
							+ "or an AccessTokens bean")));
		}
	}

}
