// A plugin for clang-tidy: its checks look at what our files declare, not at the libraries that they include. By
// itself, clang-tidy looks at all of these each time, and then leaves out what it finds there.
#include <clang/AST/ASTConsumer.h>
#include <clang/AST/ASTContext.h>
#include <clang/Frontend/FrontendPluginRegistry.h>

#include <memory>
#include <string>
#include <vector>

namespace {

class Narrow : public clang::ASTConsumer {
  void HandleTranslationUnit(clang::ASTContext& context) override {
    const auto& places = context.getSourceManager();
    std::vector<clang::Decl*> ours;
    for (auto* declaration : context.getTranslationUnitDecl()->decls()) {
      const auto place = places.getExpansionLoc(declaration->getLocation());
      if (place.isValid() && !places.isInSystemHeader(place)) ours.push_back(declaration);
    }
    context.setTraversalScope(ours);
  }
};

class Action : public clang::PluginASTAction {
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& /*compiler*/,
                                                        llvm::StringRef /*file*/) override {
    return std::make_unique<Narrow>();
  }
  bool ParseArgs(const clang::CompilerInstance& /*compiler*/,
                 const std::vector<std::string>& /*words*/) override {
    return true;
  }
  ActionType getActionType() override { return AddBeforeMainAction; }
};

const clang::FrontendPluginRegistry::Add<Action> registration("narrow", "look at our files only");

}  // namespace
