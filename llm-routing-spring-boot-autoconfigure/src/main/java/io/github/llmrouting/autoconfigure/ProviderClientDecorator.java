package io.github.llmrouting.autoconfigure;

import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.provider.ProviderClient;

/** Adds something around every provider's client, an application's own included. */
@FunctionalInterface
interface ProviderClientDecorator {

	ProviderClient decorate(ProviderSetup provider, ProviderClient client);

}
