// Hardhat's node for the client tests (RegistryOnHardhatTest): the devnet's chain id, rules and block limit.
module.exports = {
  networks: {
    hardhat: {
      chainId: 31337,
      hardfork: "cancun",
      initialBaseFeePerGas: 0,
      blockGasLimit: 300_000_000,
      accounts: [],
      mining: { auto: false, interval: 200 },
    },
  },
};
