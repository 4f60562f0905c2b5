export default {
  output: "standalone", // server.js and only the modules that it needs
  images: { unoptimized: true },
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: { "*": ["node_modules/@img/**", "node_modules/sharp/**"] },
  poweredByHeader: false,
};
